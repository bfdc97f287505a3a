-- One row: what part of the sum of own revenue per resident falls to the poorer half of communities, and the mean of the index.
select max(l) filter (p = 0.5 and weighting = 'none') as half, max(l) filter (p = 0.9 and weighting = 'none') as nine_tenths
from metric.lorenz where indicator_id = 'open.own_revenue_per_resident' and newest
