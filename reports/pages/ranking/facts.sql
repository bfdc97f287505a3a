-- One row: whether the ranking stands, and how the measure shown is spread over communities that are compared.
select t.status = 'ranked' as stands, t.scored as banded, t.told, t.not_told, m.n, m.missing, m.median, m.p10, m.p90, m.min, m.max,
    (select count(*) from metric.open_readiness_score where level = 'community' and node_id = 'open_readiness' and grade = 'A' and rank is not null) as grade_a
from metric.open_readiness_status t
left join metric.summary m on m.indicator_id = if(t.status = 'ranked', 'open_readiness', 'open.service_conditions') and m.group_by = 'all'
