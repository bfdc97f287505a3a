-- One row per file of a source: what came in, what was loaded, quarantined or skipped; the parts add up.
select source_id, file, rows_in, loaded, quarantined, skipped, skipped_rules, facts, accessed, sha256, size_bytes, origin
from mart.data_quality
order by source_id, file
