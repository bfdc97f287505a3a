-- One row a community: how its cases went and what users say, in the newest year of each.
with newest as (
    select unit_id, metric, period, value, low, high, n from metric.case_metric where level = 'community' and length(period) = 4
    qualify period = max(period) over (partition by unit_id)
    union all
    select unit_id, metric, period, value, low, high, n from metric.survey_unit where level = 'community' and length(period) = 4
    qualify period = max(period) over (partition by unit_id)
)
select
    unit_id as community_id,
    max(period) filter (metric = 'cases') as case_year,
    max(value) filter (metric = 'cases') as cases,
    max(value) filter (metric = 'on_time') as on_time,
    max(value) filter (metric = 'p50') as p50,
    max(value) filter (metric = 'E5') as e_share,
    max(value) filter (metric = 'E') as e,
    max(period) filter (metric = 'csat') as survey_year,
    max(value) filter (metric = 'csat') / 100 as csat, max(low) filter (metric = 'csat') as csat_low, max(high) filter (metric = 'csat') as csat_high, max(n) filter (metric = 'csat') as csat_n,
    max(value) filter (metric = 'nps') as nps,
    max(value) filter (metric = 'S') as s
from newest
group by unit_id
order by unit_id
