-- One row per measure of whether communities drew nearer in own revenue per resident from the first year to the last.
select series_id, year_from, year_to, measure, weighting, value, low, high, n, excluded
from metric.convergence
order by series_id, year_from, year_to, measure, weighting
