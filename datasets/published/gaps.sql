-- One row per indicator or index, period, pair of groups and weighting: how far their means lie apart, and how long the gap would last at the pace so far.
select indicator_id, period, pair, weighting, mean_a, mean_b, gap, low, high, ratio, n_a, n_b, years_to_close, closing
from metric.gap
order by indicator_id, period, pair, weighting
