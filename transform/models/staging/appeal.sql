-- One row a month, community, type and topic of appeals to hotlines: how many came and how many are done. True counts, which metric.appeal protects; single appeals are not kept.
with placed as (
    select
        coalesce(a.named_id, t.community_id) as community_id, strftime(a.received_on, '%Y-%m') as month,
        coalesce(nullif(a.appeal_type, ''), 'unknown') as appeal_type, coalesce(nullif(a.topic, ''), 'unknown') as topic, a.status
    from raw.rec835_appeal a
    left join staging.territory t on t.territory_id = a.community_code
)
select community_id, month, appeal_type, topic, count(*) as appeals, count(*) filter (status = 'done') as done
from placed
where community_id is not null
group by community_id, month, appeal_type, topic
