-- One row a year: projects of participatory budgets, votes and money.
select coalesce(year::varchar, '') as year, count(*) as projects, count(distinct community_id) as communities, sum(votes) as votes, count(*) filter (status = 'done') as done, sum(planned_uah) as planned_uah
from mart.budget_project
group by year
order by year
