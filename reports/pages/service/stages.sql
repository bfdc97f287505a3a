-- One row a service and stage that makes sense: communities that offer it at that stage, of those whose stage is known, by the newest forms.
with newest as (
    select max(period) as period from mart.service_stage where level = 'community'
), told as (
    select s.service_id, s.stage, count(*) as n
    from mart.service_stage s
    join newest on newest.period = s.period
    where s.level = 'community' and s.community_id is not null and s.stage is not null
    group by s.service_id, s.stage
), staged as (
    select service_id, sum(n) as n from told group by service_id
)
select s.service_id, g.stage, coalesce(t.n, 0) as n, coalesce(t.n, 0) / w.n as share
from mart.service s
cross join (select unnest(range(6)) as stage) g
join staged w on w.service_id = s.service_id
left join told t on t.service_id = s.service_id and t.stage = g.stage
where g.stage <= s.max_stage
order by s.service_id, g.stage
