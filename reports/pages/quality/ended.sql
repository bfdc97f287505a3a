-- One row a thing that a later edition of a register lacks, the newest first.
select e.source_id, e.row_key, e.name, c.name_uk as place_uk, c.name_en as place_en, e.ended_on::varchar as ended_on, count(*) over () as "all"
from mart.ended_row e left join mart.community c using (community_id)
order by e.ended_on desc, e.source_id, e.row_key limit 500
