-- One row: the least and the greatest share of inequality that lies between oblasts, over indicators of degree (not a yes or no).
with degree as (
    select indicator_id from metric.observation where level = 'community' and newest and value is not null group by 1 having count(distinct value) > 2
    union all select 'open_readiness'
), split as (
    select indicator_id, period,
        max(value) filter (measure = 'theil_t_between') as between_oblasts,
        max(value) filter (measure = 'theil_t_within') as within_oblasts
    from metric.inequality
    where newest and weighting = 'none' and group_by = 'oblast' and coalesce(group_id, '') = '' and indicator_id in (select indicator_id from degree)
    group by all
)
select min(share) as low, max(share) as high
from (select 100 * between_oblasts / nullif(between_oblasts + within_oblasts, 0) as share from split)
