-- One row: the newest year with a score of a community, how scores are spread, and how many communities have each component.
with newest as (
    select max(period) as period from metric.sqi_score where level = 'community' and node_id = 'sqi' and value is not null
), own as (
    select s.* from metric.sqi_score s join newest using (period) join mart.community c on c.community_id = s.unit_id and c.is_ranked where s.level = 'community' and s.value is not null
), spread as (
    select count(*) as scored, median(value) as median, quantile_cont(value, 0.1) as p10, quantile_cont(value, 0.9) as p90 from own where node_id = 'sqi'
), pair as (
    select o.value as sqi, d.value as dmi, median(d.value) over () as middle from own o join metric.dmi_score d on d.level = 'community' and d.node_id = 'dmi' and d.unit_id = o.unit_id and d.period = o.period and d.value is not null
    where o.node_id = 'sqi'
)
select n.period, s.*, (select count(*) from pair where dmi >= middle) as digital, (select count(*) from pair where dmi >= middle and sqi < s.median) as digital_poor, (select count(*) from own where node_id = 'SQI.S') as with_s, (select count(*) from own where node_id = 'SQI.E') as with_e, (select count(*) from own where node_id = 'SQI.A') as with_a,
    (select count(*) from mart.community where is_ranked) as ranked,
    (select any_value(middle) from pair) as dmi_median
from newest n cross join spread s
