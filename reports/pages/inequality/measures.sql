-- One row an indicator of degree (not a yes or no): its main measures of inequality, amounts before points and numbers of things, for their Gini cannot be compared.
with one as (
    select indicator_id, period, scale_type, measure, weighting, coalesce(group_by, '') as group_by, max(value) as value, max(low) as low, max(high) as high, max(n) as n, max(excluded) as excluded
    from metric.inequality where newest and coalesce(group_id, '') = '' and scale_type <> 'binary' group by all
)
select indicator_id, period, scale_type, max(n) filter (measure = 'mean') as n,
    max(value) filter (measure = 'mean' and weighting = 'none' and group_by = '') as mean,
    max(value) filter (measure = 'sd' and weighting = 'none' and group_by = '') as sd,
    max(value) filter (measure = 'kolm_0.05' and weighting = 'none' and group_by = '') as kolm,
    max(value) filter (measure = 'gini' and weighting = 'none' and group_by = '') as gini,
    max(low) filter (measure = 'gini' and weighting = 'none' and group_by = '') as low,
    max(high) filter (measure = 'gini' and weighting = 'none' and group_by = '') as high,
    max(value) filter (measure = 'gini' and weighting = 'population') as gini_residents,
    max(value) filter (measure = 'theil_t' and weighting = 'none') as theil,
    max(value) filter (measure = 'p90_minus_p10' and weighting = 'none') as p90_p10,
    max(value) filter (measure = 'palma' and weighting = 'none') as palma
from one
group by indicator_id, period, scale_type
order by list_position(['ratio', 'bounded', 'count'], scale_type), case when scale_type = 'bounded' then p90_p10 else gini end desc nulls last, indicator_id
