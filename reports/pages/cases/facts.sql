-- One row: how many communities have logs of cases and surveys, and the newest year of each.
select
    (select count(distinct unit_id) from metric.case_metric where level = 'community' and metric = 'cases') as logs,
    (select count(distinct unit_id) from metric.case_metric where level = 'body' and metric = 'cases') as body_logs,
    (select max(period) from metric.case_metric where length(period) = 4) as case_year,
    (select n from metric.case_metric where unit_id = 'UA' and metric = 'cases' and length(period) = 4 order by period desc limit 1) as cases,
    (select value from metric.case_metric where unit_id = 'UA' and metric = 'E1' and length(period) = 4 order by period desc limit 1) as on_time,
    (select value from metric.case_metric where unit_id = 'UA' and metric = 'p50' and length(period) = 4 order by period desc limit 1) as median_days,
    (select count(distinct unit_id) from metric.survey_unit where level = 'community' and metric = 'csat') as surveys,
    (select max(period) from metric.survey_unit where length(period) = 4 and metric = 'csat') as survey_year,
    (select value from metric.survey_unit where unit_id = 'UA' and metric = 'csat' and length(period) = 4 order by period desc limit 1) as csat
