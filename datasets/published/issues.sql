-- One row per thing that is open about a source: what is held back, overdue, awaited, not proven on a real file, refused or known to be wrong, and what to do.
select issue_id, source_id, kind, severity, since, number, what_uk, what_en, todo_uk, todo_en
from metric.issue
order by issue_id
