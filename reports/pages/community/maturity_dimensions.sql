-- One row a community with a maturity score and dimension: its value beside the medians of oblast, country and peers, and the points that it takes from 100.
with newest as (
    select max(period) as period from metric.dmi_score where level = 'community' and node_id = 'dmi' and value is not null
), own as (
    select s.unit_id as community_id, s.node_id, s.value, c.oblast_id, c.is_ranked
    from metric.dmi_score s join newest using (period) join mart.community c on c.community_id = s.unit_id
    where s.level = 'community' and length(s.node_id) = 2
), oblast as (
    select oblast_id, node_id, median(value) as oblast from own where is_ranked group by all
), country as (
    select node_id, median(value) as country from own where is_ranked group by all
), peer as (
    select p.community_id, o.node_id, median(o.value) as peer from mart.peer_member p join own o on o.community_id = p.member_id group by all
), total as (
    select unit_id, value as dmi from metric.dmi_score join newest using (period) where level = 'community' and node_id = 'dmi' and value is not null
)
select w.community_id, w.node_id, w.value, b.oblast, k.country, r.peer, l.gap, l.loss_share, l.loss_share * (100 - t.dmi) as points
from own w join total t on t.unit_id = w.community_id
left join oblast b on b.oblast_id = w.oblast_id and b.node_id = w.node_id
left join country k on k.node_id = w.node_id
left join peer r on r.community_id = w.community_id and r.node_id = w.node_id
left join (select l.* from metric.dmi_loss l join newest using (period) where l.level = 'community') l on l.unit_id = w.community_id and l.node_id = w.node_id
order by w.community_id, w.node_id
