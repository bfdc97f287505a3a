-- One row an indicator of degree (not a yes or no): its main measures of inequality.
with degree as (
    select indicator_id from metric.observation where level = 'community' and newest and value is not null group by 1 having count(distinct value) > 2
    union all select 'open_readiness'
), one as (
    select indicator_id, period, measure, weighting, coalesce(group_by, '') as group_by, max(value) as value, max(low) as low, max(high) as high, max(n) as n, max(excluded) as excluded
    from metric.inequality where newest and coalesce(group_id, '') = '' group by all
)
select indicator_id, period, max(n) as n,
    max(value) filter (measure = 'gini' and weighting = 'none' and group_by = '') as gini,
    max(low) filter (measure = 'gini' and weighting = 'none' and group_by = '') as low,
    max(high) filter (measure = 'gini' and weighting = 'none' and group_by = '') as high,
    max(value) filter (measure = 'gini' and weighting = 'population') as gini_residents,
    max(value) filter (measure = 'theil_t' and weighting = 'none') as theil,
    max(value) filter (measure = 'p90_minus_p10' and weighting = 'none') as p90_p10,
    max(value) filter (measure = 'palma' and weighting = 'none') as palma,
    max(value) filter (measure = 'theil_t_between' and weighting = 'none' and group_by = 'oblast') as between_oblast,
    max(value) filter (measure = 'theil_t_within' and weighting = 'none' and group_by = 'oblast') as within_oblast,
    max(value) filter (measure = 'theil_t_between' and weighting = 'none' and group_by = 'urbanity') as between_urbanity,
    max(value) filter (measure = 'theil_t_within' and weighting = 'none' and group_by = 'urbanity') as within_urbanity,
    100 * max(value) filter (measure = 'theil_t_between' and weighting = 'none' and group_by = 'oblast') / nullif(max(value) filter (measure = 'theil_t_between' and weighting = 'none' and group_by = 'oblast') + max(value) filter (measure = 'theil_t_within' and weighting = 'none' and group_by = 'oblast'), 0) as between_share,
    100 - between_share as within_share
from one where indicator_id in (select indicator_id from degree)
group by indicator_id, period order by gini desc nulls last, indicator_id
