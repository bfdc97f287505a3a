-- One row an indicator of several periods, period and series: the median of communities and the value for residents of the country.
select m.indicator_id, m.period, 'median' as series, m.median as value
from metric.summary m join metric.indicator i on i.indicator_id = m.indicator_id and i.shown = 'community' and i.periods > 1
where m.group_by = 'all'
union all
select u.indicator_id, u.period, 'residents', u.value
from metric.observation u join metric.indicator i on i.indicator_id = u.indicator_id and i.periods > 1
where u.level = 'country' and u.value is not null
order by indicator_id, period, series
