-- One row a dimension of the country's index in the newest year: the points that it takes on the way from 100 to the score, largest first.
with newest as (
    select max(period) as period from metric.dmi_score where level = 'community' and node_id = 'dmi' and value is not null
), part as (
    select l.node_id, l.gap, l.loss_share, l.loss_share * (100 - s.value) as points, s.value as score
    from metric.dmi_loss l join newest n using (period)
    join metric.dmi_score s on s.level = l.level and s.unit_id = l.unit_id and s.period = l.period and s.node_id = 'dmi'
    where l.level = 'country'
)
select p.node_id, d.name_uk, d.name_en, d.cause_uk, d.cause_en, p.gap, p.loss_share, p.points, p.score,
    100 - sum(p.points) over (order by p.points desc, p.node_id) + p.points as upper, 100 - sum(p.points) over (order by p.points desc, p.node_id) as lower
from part p left join mart.dimension d on d.dim = p.node_id
order by p.points desc, p.node_id
