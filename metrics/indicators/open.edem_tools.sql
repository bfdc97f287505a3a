-- One row a community of the list: tools of the e-DEM platform in use in September 2022, at least so many; of one that the platform's list does not name, or not clearly, nothing is known.
select
    community_id as territory_id,
    '2022-09' as period,
    case when not ambiguous then tools end as value,
    null as num,
    null as den,
    case when ambiguous or tools is null then ':' else '>' end as obs_status
from mart.edem_community
