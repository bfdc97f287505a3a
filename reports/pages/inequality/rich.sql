-- One row an indicator or index: how it gathers where own revenue per resident is higher, among communities with an interval and among residents.
select indicator_id, period, measure, max(n) as n,
    max(value) filter (weighting = 'none') as value, max(low) filter (weighting = 'none') as low, max(high) filter (weighting = 'none') as high,
    max(value) filter (weighting = 'population') as residents
from metric.inequality
where measure in ('concentration_index', 'erreygers')
group by indicator_id, period, measure
having max(value) filter (weighting = 'none') is not null
order by measure desc, max(value) filter (weighting = 'none') desc, indicator_id
