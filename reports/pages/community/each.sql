-- One row a community: one page each, with its place among its peers.
with scored as (
    select unit_id as community_id, value from metric.open_readiness_score where level = 'community' and node_id = 'open_readiness'
), among as (
    select m.community_id, 1 + count(*) filter (theirs.value > own.value) as peer_rank, count(theirs.value) as peer_scored, median(theirs.value) as peer_median
    from mart.peer_member m
    join scored own on own.community_id = m.community_id and own.value is not null
    left join scored theirs on theirs.community_id = m.member_id
    group by m.community_id
)
select c.*, o.slug as oblast_slug, o.name_uk as oblast_name_uk, o.name_en as oblast_name_en,
    s.value as score, s.coverage, s.grade, s.rank, s.ranked,
    i.low as score_low, i.high as score_high, i.rank_low, i.rank_high, i.rank_equal,
    k.status as cnap_status, k.points, k.known_points, k.centres, k.remote, k.workers,
    e.tools, coalesce(e.ambiguous, false) as ambiguous, e.petitions, e.consultations, e.participatory_budget, e.open_community,
    r.value as revenue, r.period as revenue_period,
    p.peer_group, p.peers,
    g.peer_rank, g.peer_scored, g.peer_median,
    x.schooling_risk, x.displaced_thousand, x.strategy, x.strategy_year, x.projects,
    (select count(*) from mart.community where kind is distinct from 'city') as communities
from mart.community c
left join mart.oblast o on o.oblast_id = c.oblast_id
left join mart.peer p on p.community_id = c.community_id
left join among g on g.community_id = c.community_id
left join mart.community_context x on x.community_id = c.community_id
left join metric.open_readiness_score s on s.unit_id = c.community_id and s.level = 'community' and s.node_id = 'open_readiness'
left join metric.open_readiness_interval i on i.unit_id = c.community_id and i.level = 'community'
left join mart.cnap_community k on k.community_id = c.community_id
left join mart.edem_community e on e.community_id = c.community_id
left join metric.observation r on r.territory_id = c.community_id and r.indicator_id = 'open.own_revenue_per_resident' and r.level = 'community'
order by c.community_id
