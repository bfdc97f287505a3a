-- One row a community with a maturity score: that of the newest year, with range, rank inside its basis, band, peers, change, quality beside it.
with newest as (
    select max(period) as period from metric.dmi_score where level = 'community' and node_id = 'dmi' and value is not null
), quality as (
    select unit_id, max(value) filter (where node_id = 'sqi') as sqi, max("rank") filter (where node_id = 'sqi') as sqi_rank, max(ranked) filter (where node_id = 'sqi') as sqi_ranked,
        max(value) filter (where node_id = 'SQI.S') as s, max(value) filter (where node_id = 'SQI.E') as e, max(value) filter (where node_id = 'SQI.A') as a
    from metric.sqi_score join newest using (period) where level = 'community' group by unit_id
)
select s.unit_id as community_id, s.period, s.value as dmi, s.value_amean as arith, s.coverage, s.grade, s."rank", s.ranked, i.low, i.high, i.rank_low, i.rank_high, i.band, i.band_share, i.basis,
    i.peer_group, i.peers, i.peer_rank, i.peer_median, i.peer_best, k.value as core, g.change, g.low as change_low, g.high as change_high, g.verdict, g.period_before,
    q.sqi, q.sqi_rank, q.sqi_ranked, if(q.s is null, '-', 'S') || if(q.e is null, '-', 'E') || if(q.a is null, '-', 'A') as sqi_basis, q.s, q.e, q.a
from metric.dmi_score s join newest using (period)
left join metric.dmi_interval i on i.level = s.level and i.unit_id = s.unit_id and i.period = s.period
left join metric.dmi_core_score k on k.level = s.level and k.unit_id = s.unit_id and k.node_id = 'dmi_core' and k.period = s.period
left join metric.dmi_change g on g.level = s.level and g.unit_id = s.unit_id and g.period = s.period
left join quality q on q.unit_id = s.unit_id
where s.level = 'community' and s.node_id = 'dmi' and s.value is not null
order by community_id
