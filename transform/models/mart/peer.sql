-- One row a ranked community: its peer group of the same size class and urbanity; where fewer than eight share both, of the same urbanity.
with narrow as (
    select community_id, size_class, urbanity, count(*) over (partition by size_class, urbanity) as n
    from mart.community
    where is_ranked and population is not null
)
select
    community_id,
    case when n >= 8 then urbanity || ':' || size_class else urbanity || ':all' end as peer_group,
    case when n >= 8 then n else count(*) over (partition by urbanity) end as peers
from narrow
