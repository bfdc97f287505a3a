-- One row: of how many indicators with an interval richer communities have more for certain, and of how many less.
select count(*) as n, count(*) filter (low > 0) as more, count(*) filter (high < 0) as less
from metric.inequality
where measure in ('concentration_index', 'erreygers') and weighting = 'none' and low is not null
having count(*) > 0
