-- One row per point of a Lorenz curve: what share of the total the lowest p of communities or residents hold.
select indicator_id, period, weighting, p, l
from metric.lorenz
order by indicator_id, period, weighting, p
