-- One row per unit and node of an index, long: every score, with how much of the root it brings, and whether the index stands as a ranking.
select 'open_readiness' as index_id, s.level, s.unit_id, s.period, t.status, s.node_id, s.value, s.value_gmean, s.coverage, s.grade, c.contribution
from metric.open_readiness_score s
cross join metric.open_readiness_status t
left join metric.open_readiness_contribution c on c.unit_id = s.unit_id and c.level = s.level and c.node_id = s.node_id
union all
select 'service_conditions' as index_id, s.level, s.unit_id, s.period, null as status, s.node_id, s.value, s.value_gmean, s.coverage, s.grade, c.contribution
from metric.service_conditions_score s
left join metric.service_conditions_contribution c on c.unit_id = s.unit_id and c.level = s.level and c.node_id = s.node_id
order by index_id, level, unit_id, node_id
