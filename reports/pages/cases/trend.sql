-- One row a quarter and mark of the country: satisfied users and the net promoter score.
select period as quarter, metric as mark, value, low, high, n
from metric.survey_unit
where unit_id = 'UA' and length(period) > 4 and metric in ('csat', 'nps')
order by period, metric
