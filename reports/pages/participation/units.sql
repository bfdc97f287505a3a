-- One row a community with petitions or projects, most petitions first.
with p as (
    select community_id, count(*) as petitions, 100.0 * count(*) filter (in_time) / nullif(count(*) filter (in_time is not null), 0) as in_time from mart.petition group by community_id
), b as (
    select community_id, count(*) as projects, sum(votes) as votes from mart.budget_project group by community_id
)
select c.slug, c.title_uk, c.title_en, c.oblast_uk, c.oblast_en, p.petitions, 10000.0 * p.petitions / c.population as per_10k, p.in_time, b.projects, b.votes
from mart.community c
left join p using (community_id)
left join b using (community_id)
where p.petitions is not null or b.projects is not null
order by p.petitions desc nulls last, b.projects desc nulls last, c.slug
