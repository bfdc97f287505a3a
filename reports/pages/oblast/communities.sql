-- One row a community of the oblast, best score first.
select c.oblast_id, c.pcode as code, 'community' as link, c.slug, c.title_uk, c.title_en, c.population, c.occupied, c.in_scope, c.is_ranked, c.unranked_reason, s.value, s.grade, s.rank
from mart.community c
left join metric.open_readiness_score s on s.unit_id = c.community_id and s.level = 'community' and s.node_id = 'open_readiness'
order by c.oblast_id, s.rank nulls last, uk_key(c.name_uk), c.community_id
