-- One row: half of the width of ranges of the score of open readiness and of its ranks, and how many communities are scored.
select median(high - low) as width, median(rank_high - rank_low) as places, count(*) as ranked
from metric.open_readiness_interval
where level = 'community' and rank is not null
having count(*) > 0
