-- One row a level of the divide and year: inequality between oblasts, each with its residents' weight.
select l.rung, l.period, l.mean, l.gini, l.atkinson_1, l.n, max(l.period) over () as newest
from metric.ladder l
where l.level = 'oblast' and l.weighting = 'population' and l.gini is not null
order by l.rung, l.period
