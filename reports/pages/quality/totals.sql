-- One row: rows in all, cells emptied, files by origin.
select sum(rows_in)::bigint as rows_in, sum(loaded)::bigint as loaded, sum(quarantined)::bigint as quarantined, sum(skipped)::bigint as skipped, count(distinct source_id) as sources,
    count(*) as files, count(*) filter (origin = 'embedded') as embedded, count(*) filter (origin = 'parsed') as parsed, count(*) filter (origin not in ('embedded', 'parsed')) as other,
    (select count(*) from mart.quarantine where scope = 'cell') as cells
from mart.data_quality
