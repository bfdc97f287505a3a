-- One row an amount, indicator of points or index: what share of Theil's T lies between oblasts and within them.
select indicator_id, period,
    100 * max(value) filter (measure = 'theil_t_between') / nullif(sum(value), 0) as between_share,
    100 - between_share as within_share
from metric.inequality
where newest and weighting = 'none' and group_by = 'oblast' and coalesce(group_id, '') = '' and measure in ('theil_t_between', 'theil_t_within') and scale_type in ('ratio', 'bounded')
group by indicator_id, period
having sum(value) > 0
order by between_share desc, indicator_id
