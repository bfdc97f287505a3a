-- One row a community and year with a maturity score, and what is known of its change.
select s.unit_id as community_id, s.period, s.value, g.change, g.low, g.high, g.verdict
from metric.dmi_score s left join metric.dmi_change g on g.level = s.level and g.unit_id = s.unit_id and g.period = s.period
where s.level = 'community' and s.node_id = 'dmi' and s.value is not null
order by s.unit_id, s.period
