-- One row a community: petitions, answers in time, projects of the participatory budget, buildings that were checked.
with p as (
    select community_id, count(*) as petitions, count(*) filter (reached) as reached, 1.0 * count(*) filter (in_time) / nullif(count(*) filter (in_time is not null), 0) as in_time from mart.petition group by community_id
), b as (
    select community_id, count(*) as projects, sum(votes) as votes from mart.budget_project group by community_id
), a as (
    select community_id, count(*) filter (norms > 0) as buildings, count(*) filter (accessible) as accessible from mart.building_accessibility group by community_id
)
select c.community_id, p.petitions, p.reached, p.in_time, b.projects, b.votes, a.buildings, a.accessible
from mart.community c
left join p using (community_id)
left join b using (community_id)
left join a using (community_id)
where p.petitions is not null or b.projects is not null or a.buildings is not null
order by c.community_id
