-- One row: rows in all.
select sum(rows_in)::bigint as rows_in, sum(loaded)::bigint as loaded, sum(quarantined)::bigint as quarantined, sum(skipped)::bigint as skipped, count(distinct source_id) as sources from mart.data_quality
