-- One row a step of the funnel: of all services offered whose stage is known (a service of a community each), those that reached the stage, and those that could.
with newest as (
    select max(period) as period from mart.service_stage where level = 'community'
), s as (
    select s.stage, s.max_stage
    from mart.service_stage s
    join newest on newest.period = s.period
    where s.level = 'community' and s.community_id is not null and s.stage is not null
)
select g.stage, count(*) filter (s.stage >= g.stage) as n, count(*) filter (s.max_stage >= g.stage) as possible, count(*) filter (s.stage >= g.stage) / nullif(count(*) filter (s.max_stage >= g.stage), 0) as share, 100.0 * count(*) filter (s.stage >= g.stage) / nullif(count(*) filter (s.max_stage >= g.stage), 0) as percent, any_value(newest.period) as period
from s
cross join (select unnest(range(1, 6)) as stage) g
cross join newest
group by g.stage
order by g.stage
