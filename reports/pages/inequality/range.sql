-- One row: the least and the greatest share of inequality that lies between oblasts, over amounts and points (not a yes or no, nor numbers of things).
with split as (
    select indicator_id, period,
        max(value) filter (measure = 'theil_t_between') as between_oblasts,
        max(value) filter (measure = 'theil_t_within') as within_oblasts
    from metric.inequality
    where newest and weighting = 'none' and group_by = 'oblast' and coalesce(group_id, '') = '' and scale_type in ('ratio', 'bounded')
    group by all
)
select min(share) as low, max(share) as high
from (select 100 * between_oblasts / nullif(between_oblasts + within_oblasts, 0) as share from split)
