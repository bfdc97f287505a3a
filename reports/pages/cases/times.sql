-- One row a year and share of the term: which share of done cases of the country took no more.
select period as year, ratio::varchar as ratio, share as value, period = (select max(period) from metric.case_time where unit_id = 'UA') as focus
from metric.case_time
where unit_id = 'UA'
order by case_time.ratio, period
