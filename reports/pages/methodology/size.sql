-- One row: how the score of open readiness goes with the logarithm of residents.
select r, n
from metric.open_readiness_correlation
where a = 'open_readiness' and b = 'ln_population' and method = 'spearman'
