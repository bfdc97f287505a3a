-- One row a community with a point that states its conditions: 100 where any of them does, else 0.
select
    community_id as territory_id,
    '../2025' as period,
    100 * card_payment::int as value,
    null as num,
    null as den,
    '' as obs_status
from mart.cnap_community
where card_payment is not null
