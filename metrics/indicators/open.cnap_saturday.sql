-- One row a community with a point whose timetable can be read: 100 where any of them is open on Saturday, else 0.
select
    community_id as territory_id,
    '../2025' as period,
    100 * saturday::int as value,
    null as num,
    null as den,
    '' as obs_status
from mart.cnap_community
where saturday is not null
