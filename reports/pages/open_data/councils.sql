-- One row a community in the catalogue: obligatory topics published and fresh, and the longest delay.
with known as (
    select d.community_id, count(distinct f.topic) as published, count(distinct f.topic) filter (f.fresh) as fresh, max(f.days_overdue) as overdue
    from (select distinct community_id from mart.open_dataset where community_id is not null) d
    left join mart.open_data_freshness f using (community_id)
    group by d.community_id
)
select c.community_id, c.slug, c.title_uk, c.title_en, c.oblast_uk, c.oblast_en, k.published, k.fresh, k.overdue
from known k
join mart.community c using (community_id)
order by k.fresh desc, k.published desc, uk_key(c.title_uk), c.community_id
