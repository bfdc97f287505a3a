-- One row a service and year: how far it is digital in communities that offer it.
select s.service_id, s.period, count(*) filter (s.offered) as offered, count(s.stage) as staged, avg(s.score) as score, count(*) filter (s.stage >= 4) as full_online
from mart.service_stage s
where s.level = 'community' and s.community_id is not null and s.service_id like 'S%'
group by s.service_id, s.period
order by s.service_id, s.period
