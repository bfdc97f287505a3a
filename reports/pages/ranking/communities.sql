-- One row a community of the codifier: while the ranking stands, its bands, best first; else by name. Values of the indicators beside it.
with leaf as (
    select territory_id,
        max(value) filter (where indicator_id = 'open.service_conditions') as conditions,
        max(value) filter (where indicator_id = 'open.own_revenue_per_resident') as revenue,
        max(value) filter (where indicator_id = 'open.cooperation_agreements') as agreements,
        max(value) filter (where indicator_id = 'open.osbb_per_10k') as osbb,
        max(value) filter (where indicator_id = 'open.turnout_2020') as turnout
    from metric.observation where level = 'community' and newest group by territory_id
)
select c.slug, c.title_uk, c.title_en, o.name_uk as oblast_uk, o.name_en as oblast_en, c.kind, c.urbanity, c.size_class, c.population,
    c.occupied, c.in_scope, c.is_ranked, c.unranked_reason, l.conditions, l.revenue, l.agreements, l.osbb, l.turnout,
    s.value, s.coverage, s.grade, s.rank, i.low, i.high, i.rank_low, i.rank_high, i.band, i.band_share
from mart.community c
cross join metric.open_readiness_status t
left join mart.oblast o on o.oblast_id = c.oblast_id
left join leaf l on l.territory_id = c.community_id
left join metric.open_readiness_score s on t.status = 'ranked' and s.unit_id = c.community_id and s.level = 'community' and s.node_id = 'open_readiness'
left join metric.open_readiness_interval i on t.status = 'ranked' and i.unit_id = c.community_id and i.level = 'community'
order by i.band_low is null, i.band = 'unclear', i.band_low, i.band_high, s.rank nulls last, c.is_ranked desc, uk_key(c.name_uk), c.community_id
