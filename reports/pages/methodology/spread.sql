-- One row: half of the width of ranges of ranks of open readiness, and how many are ranked.
select median(rank_high - rank_low) as width, count(*) as ranked
from metric.open_readiness_interval
where level = 'community' and rank is not null
having count(*) > 0
