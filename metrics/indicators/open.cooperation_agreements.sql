-- One row a community of the list of 1,469: agreements on cooperation of communities in force, up to 2022; the file tells a number for each.
select
    community_id as territory_id,
    '2022' as period,
    agreements_active as value,
    null as num,
    null as den,
    '' as obs_status
from mart.community_trait
where agreements_active is not null
