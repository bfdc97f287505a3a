-- One row a community and year or quarter of start: share of petitions answered in time among those that reached the threshold and whose answer was due. Without such a petition there is no row.
select
    community_id as territory_id,
    period,
    100.0 * count(*) filter (in_time) / count(*) as value,
    count(*) filter (in_time) as num,
    count(*) as den,
    '' as obs_status
from (
    select *, unnest([year(started_on)::varchar, year(started_on) || '-Q' || quarter(started_on)]) as period
    from mart.petition
    where in_time is not null
)
group by community_id, period
