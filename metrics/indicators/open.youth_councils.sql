-- One row a community of the list of 1,469: 100 where it has one or more, else 0; the source lists only communities that have any.
select
    community_id as territory_id,
    '2021-09' as period,
    100 * (youth_councils > 0)::int as value,
    null as num,
    null as den,
    '' as obs_status
from mart.community_trait
