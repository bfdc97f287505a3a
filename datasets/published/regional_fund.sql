-- One row per community or Kyiv and year in which the State Fund of Regional Development planned projects there.
select f.community_id, c.name_uk, f.year, f.planned_uah, f.allocated_uah, f.allocated_2015_uah, f.allocated_2015_per_resident_uah
from mart.regional_fund f
join mart.community c using (community_id)
order by f.community_id, f.year
