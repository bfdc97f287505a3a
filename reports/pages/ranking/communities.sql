-- One row a community of the codifier, best score first; those without a score come last, by name.
select c.slug, c.title_uk, c.title_en, o.name_uk as oblast_uk, o.name_en as oblast_en, c.kind, c.urbanity, c.size_class, c.population,
    c.occupied, c.in_scope, c.is_ranked, c.unranked_reason, s.value, s.coverage, s.grade, s.rank, if(s.rank is not null, rank() over (partition by s.rank is not null order by round(s.value_gmean, 8) desc), null) as rank_gmean, i.low, i.high, i.rank_low, i.rank_high
from mart.community c
left join mart.oblast o on o.oblast_id = c.oblast_id
left join metric.open_readiness_score s on s.unit_id = c.community_id and s.level = 'community' and s.node_id = 'open_readiness'
left join metric.open_readiness_interval i on i.unit_id = c.community_id and i.level = 'community'
order by s.rank nulls last, c.is_ranked desc, uk_key(c.name_uk), c.community_id
