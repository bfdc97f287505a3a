-- One row a community with anything on its bodies on public pages: how many bodies are named and how many figures are published.
with named as (
    select community_id, count(*) as bodies from mart.osn_body where community_id is not null group by community_id
), told as (
    select coalesce(t.community_id, t.oblast_id) as community_id, count(*) as figures
    from raw.published_figures f
    join raw.osn_places p on p.place = f.territory
    join mart.territory t on t.territory_id = p.territory_id
    where f.topic = 'osn'
    group by 1
)
select coalesce(n.community_id, f.community_id) as community_id, coalesce(n.bodies, 0) as bodies, coalesce(f.figures, 0) as figures
from named n
full join told f on f.community_id = n.community_id
