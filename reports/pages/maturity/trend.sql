-- One row a year and series: the median of communities, the average community and resident, the country as a whole.
with line as (
    select period, 'median' as series, median as value, 1 as place from metric.summary where indicator_id = 'dmi' and group_by = 'all'
    union all
    select period, 'mean', mean, 2 from metric.summary where indicator_id = 'dmi' and group_by = 'all'
    union all
    select period, 'country', value, 3 from metric.dmi_score where level = 'country' and node_id = 'dmi' and value is not null
)
select period, series, value from line order by period, place
