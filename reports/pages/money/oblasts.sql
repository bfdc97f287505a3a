-- One row an oblast: indicators of informatization spending for the newest year, those who leave most to the last quarter first.
with newest as (
    select max(period) as period from metric.D5_1 where level = 'oblast'
)
select
    o.slug, o.name_uk, o.name_en, o.short_uk as oblast_uk, o.short_en as oblast_en,
    a.n as communities, a.value as per_resident, b.value as share, c.value as execution, d.value as q4_share, a.period
from metric.D5_1 a
join newest using (period)
join mart.oblast o on o.oblast_id = a.territory_id
left join metric.D5_2 b on b.territory_id = a.territory_id and b.level = 'oblast' and b.period = a.period
left join metric.D5_3 c on c.territory_id = a.territory_id and c.level = 'oblast' and c.period = a.period
left join metric.D5_7 d on d.territory_id = a.territory_id and d.level = 'oblast' and d.period = a.period
where a.level = 'oblast'
order by d.value desc nulls last, o.slug
