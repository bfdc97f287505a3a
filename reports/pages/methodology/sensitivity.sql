-- One row a choice behind open readiness, the one that moves ranks most first.
select factor, si, si_low, si_high, sti, sti_low, sti_high
from metric.open_readiness_sensitivity
order by sti desc, factor
