-- One row a set of components that scores of the newest year rest on: how many communities have it, and their median.
with newest as (
    select max(period) as period from metric.sqi_score where level = 'community' and node_id = 'sqi' and value is not null
), own as (
    select s.unit_id, max(s.value) filter (where node_id = 'sqi') as sqi,
        if(max(s.value) filter (where node_id = 'SQI.S') is null, '-', 'S') || if(max(s.value) filter (where node_id = 'SQI.E') is null, '-', 'E') || if(max(s.value) filter (where node_id = 'SQI.A') is null, '-', 'A') as basis
    from metric.sqi_score s join newest using (period) join mart.community c on c.community_id = s.unit_id and c.is_ranked where s.level = 'community' group by s.unit_id
)
select basis, count(*) as n, count(sqi) as scored, median(sqi) as median from own group by basis order by scored desc, n desc, basis
