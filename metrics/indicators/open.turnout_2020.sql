-- One row a community with a result: turnout at the local elections of October 2020.
select
    community_id as territory_id,
    '2020' as period,
    100 * turnout_2020 as value,
    null as num,
    null as den,
    '' as obs_status
from mart.community_trait
where turnout_2020 is not null
