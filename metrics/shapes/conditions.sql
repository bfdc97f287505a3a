-- One row a community: mean score of service conditions, or of one of their dimensions, over its centres and units with a score; num and den carry it upward point by point.
-- Of a community without a point in the copy of the register nothing is known: its row has no value.
select
    p.community_id as territory_id,
    {period} as period,
    avg(s.value) as value,
    sum(s.value) as num,
    count(*) as den,
    '' as obs_status
from metric.service_conditions_score s
join mart.cnap_point p on p.point_id::varchar = s.unit_id
where s.node_id = {conditions} and s.value is not null and p.community_id is not null and p.kind in ('centre', 'territorial_unit')
group by p.community_id
union all
select community_id, {period}, null, null, null, ':' from mart.cnap_community where status = 'unknown'
