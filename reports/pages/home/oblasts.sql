-- One row an oblast: the median score of its communities, for the tile map and the table.
select o.pcode as code, o.name_uk, o.name_en, o.slug, o.ranked, o.communities, m.median, m.n, (select bool_and(c.occupied) from mart.community c where c.oblast_id = o.oblast_id) as occupied, s.median as city_score
from mart.oblast o
left join metric.summary m on m.indicator_id = 'open_readiness' and m.group_by = 'oblast' and m.group_id = o.oblast_id
left join (select unit_id, value as median from metric.open_readiness_score where level = 'community' and node_id = 'open_readiness') s on s.unit_id = o.oblast_id
order by uk_key(o.name_uk)
