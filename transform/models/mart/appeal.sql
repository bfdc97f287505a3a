-- One row a month, community, type and topic of appeals to hotlines: how many came and how many are done. Single appeals are not kept; fewer than five are not told (obs_status c).
with placed as (
    select
        coalesce(a.named_id, t.community_id) as community_id, strftime(a.received_on, '%Y-%m') as month,
        coalesce(a.appeal_type, '') as appeal_type, coalesce(a.topic, '') as topic, a.status
    from raw.rec835_appeal a
    left join staging.territory t on t.territory_id = a.community_code
), counted as (
    select community_id, month, appeal_type, topic, count(*) as appeals, count(*) filter (status = 'done') as done
    from placed
    where community_id is not null
    group by community_id, month, appeal_type, topic
)
select
    community_id, month, appeal_type, topic,
    case when appeals >= 5 then appeals end as appeals,
    case when appeals >= 5 and (done = 0 or done >= 5) and (done = appeals or appeals - done >= 5) then done end as done,
    case when appeals < 5 then 'c' else '' end as obs_status
from counted
