-- One row: how scores are spread over ranked communities.
select m.n, m.missing, m.median, m.p10, m.p90, m.min, m.max,
    (select count(*) from metric.open_readiness_score where level = 'community' and node_id = 'open_readiness' and grade = 'A' and rank is not null) as grade_a
from metric.summary m where m.indicator_id = 'open_readiness' and m.group_by = 'all'
