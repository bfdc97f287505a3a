-- One row an index that is scored by year: the first and the last year in which a community or body has a score.
select 'dmi' as index_id, min(period) as first, max(period) as last from metric.dmi_score where node_id = 'dmi' and level = 'community' and value is not null
union all
select 'dmi_core', min(period), max(period) from metric.dmi_core_score where node_id = 'dmi_core' and level = 'community' and value is not null
union all
select 'dmi_b', min(period), max(period) from metric.dmi_b_score where node_id = 'dmi_b' and value is not null
union all
select 'sqi', min(period), max(period) from metric.sqi_score where node_id = 'sqi' and level = 'community' and value is not null
order by index_id
