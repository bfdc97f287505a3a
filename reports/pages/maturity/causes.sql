-- One row a cause of the divide: in how many communities it costs most in the newest year.
with newest as (
    select max(period) as period from metric.dmi_score where level = 'community' and node_id = 'dmi' and value is not null
), loss as (
    select l.unit_id, arg_max(d.cause_id, l.loss_share) as cause_id
    from metric.dmi_loss l join newest n using (period) join mart.dimension d on d.dim = l.node_id and d.cause_id is not null join mart.community c on c.community_id = l.unit_id and c.is_ranked
    where l.level = 'community' group by l.unit_id
)
select d.cause_id, d.cause_uk, d.cause_en, d.dim, count(l.unit_id) as n, sum(count(l.unit_id)) over ()::bigint as total
from mart.dimension d left join loss l using (cause_id)
where d.cause_id is not null
group by d.cause_id, d.cause_uk, d.cause_en, d.dim
order by n desc, d.cause_id
