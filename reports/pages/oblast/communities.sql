-- One row a community of the oblast: while the ranking stands, its bands, best first; else by name, with service conditions and own revenue.
select c.oblast_id, c.pcode as code, 'community' as link, c.slug, c.title_uk, c.title_en, c.population, c.occupied, c.in_scope, c.is_ranked, c.unranked_reason,
    s.value, s.grade, s.rank, i.band, i.band_share, i.rank_low, i.rank_high, o.value as conditions, r.value as revenue
from mart.community c
cross join metric.open_readiness_status t
left join metric.open_readiness_score s on t.status = 'ranked' and s.unit_id = c.community_id and s.level = 'community' and s.node_id = 'open_readiness'
left join metric.open_readiness_interval i on t.status = 'ranked' and i.unit_id = c.community_id and i.level = 'community'
left join metric.observation o on o.territory_id = c.community_id and o.level = 'community' and o.indicator_id = 'open.service_conditions' and o.newest
left join metric.observation r on r.territory_id = c.community_id and r.level = 'community' and r.indicator_id = 'open.own_revenue_per_resident' and r.newest
order by c.oblast_id, i.band_low is null, i.band = 'unclear', i.band_low, i.band_high, s.rank nulls last, uk_key(c.name_uk), c.community_id
