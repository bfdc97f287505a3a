-- One row a file of a source: what became of its rows, where they came from and on which day, and its checksum. A source of more than 20 files, made of a list, is one row.
with file as (
    select *, count(*) over (partition by source_id) > 20 as many from mart.data_quality
)
select
    source_id,
    if(many, '', file) as file,
    count(*) as files,
    sum(rows_in)::bigint as rows_in, sum(loaded)::bigint as loaded, sum(quarantined)::bigint as quarantined, sum(skipped)::bigint as skipped,
    min(origin) as origin,
    left(max(accessed), 10) as received,
    if(many, null, min(sha256)) as sha256,
    sum(size_bytes)::bigint as size_bytes
from file
group by source_id, many, if(many, '', file)
order by source_id, file
