-- One row per settlement with mountain status.
select m.list_line, m.community_id, c.name_uk as community_uk, m.kind, m.name_uk
from mart.mountain_settlement m
join mart.community c using (community_id)
order by m.list_line
