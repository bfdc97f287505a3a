-- One row per level of units, level of the divide, year and weighting: mean and inequality of access (L1), use (L2) and benefit (L3).
select level, rung, period, weighting, mean, gini, atkinson_1, n
from metric.ladder
order by level, rung, period, weighting
