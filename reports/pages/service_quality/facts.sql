-- One row: the newest year with a score of a community, how scores of the most frequent basis are spread, and how many communities have each component.
with newest as (
    select max(period) as period from metric.sqi_score where level = 'community' and node_id = 'sqi' and value is not null
), own as (
    select s.unit_id, s.period, max(s.value) filter (where node_id = 'sqi') as sqi, max(s.value) filter (where node_id = 'SQI.S') as s, max(s.value) filter (where node_id = 'SQI.E') as e, max(s.value) filter (where node_id = 'SQI.A') as a,
        if(max(s.value) filter (where node_id = 'SQI.S') is null, '-', 'S') || if(max(s.value) filter (where node_id = 'SQI.E') is null, '-', 'E') || if(max(s.value) filter (where node_id = 'SQI.A') is null, '-', 'A') as basis
    from metric.sqi_score s join newest using (period) join mart.community c on c.community_id = s.unit_id and c.is_ranked where s.level = 'community' group by s.unit_id, s.period
), spread as (
    select basis, count(*) as n, median(sqi) as median from own where sqi is not null group by basis order by n desc, basis limit 1
), pair as (
    select o.sqi, d.value as dmi, median(d.value) over () as middle from own o join spread p using (basis) join metric.dmi_score d on d.level = 'community' and d.node_id = 'dmi' and d.unit_id = o.unit_id and d.period = o.period and d.value is not null
    where o.sqi is not null
)
select n.period, p.*, (select count(sqi) from own) as scored, (select count(*) from pair) as paired, (select count(*) from pair where dmi >= middle) as digital, (select count(*) from pair where dmi >= middle and sqi < (select median from spread)) as digital_poor,
    (select count(s) from own) as with_s, (select count(e) from own) as with_e, (select count(a) from own) as with_a,
    (select count(*) from mart.community where is_ranked) as ranked,
    (select any_value(middle) from pair) as dmi_median
from newest n left join spread p on true
