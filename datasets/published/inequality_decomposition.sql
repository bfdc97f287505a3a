-- One row per indicator or index, period, measure, weighting and grouping: which part of inequality lies between groups and which within them.
with part as (
    select indicator_id, period, weighting, group_by, regexp_extract(measure, '^(theil_t|theil_l|gini)_', 1) as measure, regexp_extract(measure, '_(between|within|overlap)$', 1) as piece, value, n
    from metric.inequality where regexp_matches(measure, '^(theil_t|theil_l|gini)_(between|within|overlap)$') and coalesce(group_by, '') <> '' and coalesce(group_id, '') = ''
)
select indicator_id, period, measure, weighting, group_by, max(value) filter (where piece = 'between') as "between", max(value) filter (where piece = 'within') as "within", max(value) filter (where piece = 'overlap') as overlap,
    max(value) filter (where piece = 'between') / nullif(sum(value), 0) as between_share, max(n) as n
from part
group by indicator_id, period, measure, weighting, group_by
order by indicator_id, period, measure, weighting, group_by
