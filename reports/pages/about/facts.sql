-- One row: sources with rows, indicators with values of those declared, and the files of sources with one sum over all their checksums.
select (select count(distinct source_id) from mart.data_quality where loaded > 0) as sources, count(*) filter (shown is not null) as measured, count(*) as indicators,
  (select count(*) from mart.data_quality) as files,
  (select sha256(string_agg(sha256, chr(10) order by source_id, file)) from mart.data_quality) as inputs
from metric.indicator
