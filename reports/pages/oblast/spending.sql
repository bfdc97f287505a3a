-- One row an oblast and division of functions or named programme: spending of its communities in the newest year of spending by code, beside the country. Zeros are known.
select
    s.unit_id as oblast_id, s.year, s.kind, s.code, s.name_uk, s.name_en, s.amount_uah, s.per_resident, s.share, u.share as country_share, s.communities, s.asked
from mart.spending_structure s
left join mart.spending_structure u on u.level = 'country' and u.year = s.year and u.kind = s.kind and u.code = s.code
where s.level = 'oblast' and s.kind in ('function', 'programme') and s.year = (select max(year) from mart.spending_year)
order by oblast_id, s.kind, if(s.kind = 'function', -s.amount_uah, 0), s.code
