-- One row a source: what became of its rows, and cells emptied in rows taken.
with cell as (
    select source_id, count(*) as cells from mart.quarantine where scope = 'cell' group by source_id
)
select q.source_id, count(*) as files, sum(q.rows_in)::bigint as rows_in, sum(q.loaded)::bigint as loaded, sum(q.quarantined)::bigint as quarantined, sum(q.skipped)::bigint as skipped,
    coalesce(any_value(c.cells), 0) as cells, string_agg(distinct q.origin, ' ' order by q.origin) as origin
from mart.data_quality q left join cell c using (source_id)
group by q.source_id order by q.source_id
