-- One row a file of a source: what became of its rows, where they came from and on which day, and its checksum.
select source_id, file, rows_in, loaded, quarantined, skipped, origin, left(accessed, 10) as received, sha256, size_bytes
from mart.data_quality order by source_id, file
