-- One row a community of the list of 1,469: 100 where the source names one or more; elsewhere nothing is known, for nobody says that the source is whole.
select
    community_id as territory_id,
    '2021-09' as period,
    case when business_centres > 0 then 100 end as value,
    null as num,
    null as den,
    case when business_centres > 0 then '' else ':' end as obs_status
from mart.community_trait
