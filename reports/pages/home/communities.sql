-- One row a drawn community: its score on the map.
select c.pcode as code, c.title_uk, c.title_en, 'community' as link, c.slug, c.occupied, c.unranked_reason, s.value
from mart.community c
left join metric.open_readiness_score s on s.unit_id = c.community_id and s.level = 'community' and s.node_id = 'open_readiness'
order by c.pcode
