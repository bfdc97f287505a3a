-- One row a source and file: how many records came in and what became of each, with the bytes they came from.
select source_id, file, rows_in, loaded, quarantined, skipped, skipped_rules, facts, accessed, sha256, size as size_bytes, origin
from raw.intake
