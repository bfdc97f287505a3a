-- One row a settlement with mountain status, under the community in which the list has it.
select m.line as list_line, m.community_id, m.kind, m.name_uk
from raw.mountain_settlements m
where m.community_id is not null
