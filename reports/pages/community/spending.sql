-- One row a community and division of functions or named programme: its spending in the newest year of spending by code, beside its oblast and the country. Zeros are known.
select
    s.unit_id as community_id, s.year, s.kind, s.code, s.name_uk, s.name_en, s.amount_uah, s.per_resident, s.share, o.share as oblast_share, u.share as country_share
from mart.spending_structure s
join mart.community c on c.community_id = s.unit_id
left join mart.spending_structure o on o.level = 'oblast' and o.unit_id = c.oblast_id and o.year = s.year and o.kind = s.kind and o.code = s.code
left join mart.spending_structure u on u.level = 'country' and u.year = s.year and u.kind = s.kind and u.code = s.code
where s.level = 'community' and s.kind in ('function', 'programme') and s.year = (select max(year) from mart.spending_year)
order by community_id, s.kind, if(s.kind = 'function', -s.amount_uah, 0), s.code
