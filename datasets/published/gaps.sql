-- One row per indicator or index, period, pair of groups and weighting: how far their means lie apart, of yes or no the odds ratio too, and how long the gap would last at the pace so far.
select indicator_id, period, pair, weighting, mean_a, mean_b, gap, low, high, ratio, odds_ratio, odds_low, odds_high, n_a, n_b, years_to_close, closing
from metric.gap
order by indicator_id, period, pair, weighting
