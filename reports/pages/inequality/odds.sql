-- One row a yes-or-no indicator and pair of groups, newest period: odds ratio of having it, with its interval.
select indicator_id, period, pair, mean_a, mean_b, odds_ratio, odds_low, odds_high, n_a, n_b
from metric.gap
where newest and weighting = 'none' and odds_ratio is not null
order by list_position(['urban_rural', 'large_small', 'rear_front'], pair), odds_ratio desc, indicator_id
