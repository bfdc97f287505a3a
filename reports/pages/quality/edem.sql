-- One row: communities by what the e-DEM list says of them.
select count(*) filter (tools > 0) as some, count(*) filter (tools is null and not ambiguous) as unlisted, count(*) filter (ambiguous) as ambiguous,
    (select count(*) from mart.unmatched where source_id = 'edem') as unmatched,
    (select sum(rows_in)::bigint from mart.data_quality where source_id = 'edem') as rows_in
from mart.edem_community
