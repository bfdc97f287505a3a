-- One row per point of a concentration curve: what share of an indicator's total the communities, or residents, of the lowest own revenue hold.
select indicator_id, period, weighting, p, l, n
from metric.concentration
order by indicator_id, period, weighting, p
