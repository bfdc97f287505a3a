-- One row per record or cell that was held back, with the reason, so that publishers can correct their files.
select row_number() over (order by source_id, file, line, "column" nulls first, reason, value nulls first, scope) as entry, source_id, file, line, "column", value, reason, scope
from mart.quarantine
order by entry
