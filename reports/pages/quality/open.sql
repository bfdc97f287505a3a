-- One row: things that are open about sources, by kind.
select count(*) as n, count(distinct source_id) as sources, count(*) filter (severity in ('error', 'warning')) as grave, count(*) filter (kind = 'awaited') as awaited,
    count(*) filter (kind = 'unproven') as unproven, count(*) filter (kind = 'known_fault') as faults, count(*) filter (kind = 'overdue') as overdue, count(*) filter (kind in ('lost', 'held')) as held
from metric.issue having count(*) > 0
