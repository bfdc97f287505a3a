-- One row a file of a source: what became of its rows.
select source_id, file, rows_in, loaded, quarantined, skipped, skipped_rules, origin, sha256
from mart.data_quality order by source_id, file
