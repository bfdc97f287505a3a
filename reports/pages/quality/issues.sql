-- One row a thing that is open about a source, the gravest first; what is said of a source without a file of its own is counted apart.
select issue_id, source_id, kind, severity, since, number, what_uk, what_en, todo_uk, todo_en
from metric.issue
where kind in ('lost', 'held', 'overdue', 'known_fault', 'refused')
order by list_position(['error', 'warning', 'notice'], severity), list_position(['lost', 'held', 'overdue', 'known_fault', 'refused'], kind), issue_id
