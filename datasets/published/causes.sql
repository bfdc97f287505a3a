-- One row per community, year and cause of the digital divide: how far its dimension is from 100, which share of the loss of maturity it makes, and the mechanisms that act on it.
with loss as (
    select l.unit_id, l.period, d.cause_id, d.cause_uk, d.cause_en, l.node_id, d.mechanism_ids, l.gap, l.loss_share
    from metric.dmi_loss l join mart.dimension d on d.dim = l.node_id and d.cause_id is not null
    where l.level = 'community'
), step as (
    select community_id, period, left(indicator_id, 2) as dim, arg_min(mechanism_id, place) as suggested_mechanism, arg_min(rule_id, place) as suggested_step
    from metric.advice group by community_id, period, left(indicator_id, 2)
)
select l.unit_id as community_id, c.title_uk as name_uk, c.title_en as name_en, c.oblast_id, l.period, l.cause_id, l.cause_uk, l.cause_en, l.node_id as dim, l.gap as loss, l.loss_share,
    row_number() over (partition by l.unit_id, l.period order by l.loss_share desc, l.cause_id) as "rank", coalesce(s.suggested_mechanism, l.mechanism_ids) as suggested_mechanism, s.suggested_step
from loss l
join mart.community c on c.community_id = l.unit_id
left join step s on s.community_id = l.unit_id and s.period = l.period and s.dim = l.node_id
order by community_id, l.period, l.cause_id
