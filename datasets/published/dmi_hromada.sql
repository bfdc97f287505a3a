-- One row per community and year: the digital maturity index, wide, with its range, rank inside its basis, dimensions and dominant cause.
with wide as (
    select unit_id, period, max(value) filter (where node_id = 'dmi') as dmi, max(value_amean) filter (where node_id = 'dmi') as dmi_arith, max(coverage) filter (where node_id = 'dmi') as coverage,
        max(grade) filter (where node_id = 'dmi') as grade, max("rank") filter (where node_id = 'dmi') as "rank", max(ranked) filter (where node_id = 'dmi') as ranked,
        max(value) filter (where node_id = 'D1') as d1,
        max(value) filter (where node_id = 'D2') as d2,
        max(value) filter (where node_id = 'D3') as d3,
        max(value) filter (where node_id = 'D4') as d4,
        max(value) filter (where node_id = 'D5') as d5,
        max(value) filter (where node_id = 'D6') as d6,
        max(value) filter (where node_id = 'D7') as d7,
        max(value) filter (where node_id = 'D8') as d8
    from metric.dmi_score where level = 'community' group by unit_id, period
), core as (
    select unit_id, period, value as dmi_core, "rank" as rank_core, ranked as ranked_core from metric.dmi_core_score where level = 'community' and node_id = 'dmi_core'
), cause as (
    select l.unit_id, l.period, arg_max(d.cause_id, l.loss_share) as dominant_cause
    from metric.dmi_loss l join mart.dimension d on d.dim = l.node_id and d.cause_id is not null
    where l.level = 'community' group by l.unit_id, l.period
)
select w.unit_id as community_id, c.title_uk as name_uk, c.title_en as name_en, c.oblast_id, w.period, w.dmi, k.dmi_core, w.dmi_arith,
    w.d1, w.d2, w.d3, w.d4, w.d5, w.d6, w.d7, w.d8, w.coverage, w.grade, i.basis, i.low as p05, i.median as p50, i.high as p95, w."rank", w.ranked,
    i.rank_low as rank_p05, i.rank_high as rank_p95, i.band, i.bands, i.band_share, i.p_e, i.p_d, i.p_c, i.p_b, i.p_a, i.value_equal as dmi_equal, i.value_bod as dmi_bod, k.rank_core, k.ranked_core,
    i.peer_group, i.peers, i.peer_rank, i.peer_median, x.dominant_cause, g.change, g.low as change_p05, g.high as change_p95, g.verdict
from wide w
join mart.community c on c.community_id = w.unit_id
left join core k on k.unit_id = w.unit_id and k.period = w.period
left join cause x on x.unit_id = w.unit_id and x.period = w.period
left join metric.dmi_interval i on i.level = 'community' and i.unit_id = w.unit_id and i.period = w.period
left join metric.dmi_change g on g.level = 'community' and g.unit_id = w.unit_id and g.period = w.period
order by community_id, w.period
