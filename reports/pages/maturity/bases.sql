-- One row a set of dimensions that scores of the newest year rest on: how many ranked communities have it.
with newest as (
    select max(period) as period from metric.dmi_score where level = 'community' and node_id = 'dmi' and value is not null
)
select i.basis, count(*) as n
from metric.dmi_interval i join newest n using (period) join mart.community c on c.community_id = i.unit_id and c.is_ranked
where i.level = 'community'
group by i.basis
order by n desc, i.basis
