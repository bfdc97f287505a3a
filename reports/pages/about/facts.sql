-- One row: sources with rows, and indicators with values of those declared.
select (select count(distinct source_id) from mart.data_quality where loaded > 0) as sources, count(*) filter (shown is not null) as measured, count(*) as indicators
from metric.indicator
