-- One row a community of the list of 1,469: agreements on cooperation of communities in force, up to 2022; no entry is no agreement.
select
    community_id as territory_id,
    '2022' as period,
    coalesce(agreements_active, 0) as value,
    null as num,
    null as den,
    '' as obs_status
from mart.community_trait
