-- One row an oblast, year and sex: registered users of Diia. Adult residents, known for both sexes together, are those of 1 January 2022.
select
    t.territory_id as oblast_id,
    u.year,
    u.sex,
    u.users,
    case u.sex when 'total' then a.residents end as adults,
    u.obs_status
from raw.diia_users u
join mart.territory t on t.name_uk = u.oblast_uk and t.level in ('oblast', 'city')
left join raw.adults_2022 a on a.oblast_uk = u.oblast_uk and a.age = '18+'
