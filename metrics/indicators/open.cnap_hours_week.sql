-- One row a community with a readable timetable: hours a week of the point that is open longest.
select
    community_id as territory_id,
    '../2025' as period,
    hours_week_max as value,
    null as num,
    null as den,
    '' as obs_status
from mart.cnap_community
where hours_week_max is not null
