-- One row per community and year: condominium associations.
select o.community_id, c.name_uk, o.year, o.osbb, o.osbb_per_10k
from mart.osbb_year o
join mart.community c using (community_id)
order by o.community_id, o.year
