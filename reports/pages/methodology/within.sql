-- One row an indicator that should have quarters or months by its definition: which, and whether it has none.
select indicator_id, within_period, within_lacking
from metric.indicator
where within_period is not null
order by within_lacking, position
