-- One row a community in the catalogue and period, the last full month and its year: share of obligatory topics (Resolution 835) of which some data set was updated within its declared frequency.
-- A topic without a data set counts as not fresh; one whose only data sets are no longer updated does not count.
with topic as (
    select community_id, topic, any_value(as_of) as as_of, bool_or(fresh) as fresh, bool_or(fresh is not null) as judged
    from mart.open_data_freshness group by community_id, topic
), known as (
    select community_id, any_value(as_of) as as_of from mart.open_dataset where community_id is not null group by community_id
), judged as (
    select k.community_id, k.as_of, o.topic, coalesce(t.fresh, false) as fresh
    from known k
    cross join mart.obligatory_topic o
    left join topic t on t.community_id = k.community_id and t.topic = o.topic
    where t.topic is null or t.judged
)
select
    community_id as territory_id,
    unnest([strftime(date_trunc('month', any_value(as_of)) - interval 1 day, '%Y'), strftime(date_trunc('month', any_value(as_of)) - interval 1 day, '%Y-%m')]) as period,
    100.0 * count(*) filter (fresh) / count(*) as value,
    (count(*) filter (fresh))::double as num,
    count(*)::double as den,
    '' as obs_status
from judged
group by community_id
