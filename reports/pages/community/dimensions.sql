-- One row a community and dimension of the index while it stands as a ranking, with the medians of its oblast and of the country.
with score as (
    select s.unit_id as community_id, s.node_id, s.value, c.oblast_id, c.is_ranked
    from metric.open_readiness_score s join mart.community c on c.community_id = s.unit_id
    where s.level = 'community' and (select status = 'ranked' from metric.open_readiness_status) and s.node_id in ('service', 'resources', 'self_organization')
), oblast as (
    select oblast_id, node_id, median(value) as oblast from score where is_ranked group by all
), country as (
    select node_id, median(value) as country from score where is_ranked group by all
)
select s.community_id, s.node_id, s.value, o.oblast, k.country
from score s left join oblast o using (oblast_id, node_id) left join country k using (node_id)
where s.is_ranked
order by s.community_id, list_position(['service', 'resources', 'self_organization'], s.node_id)
