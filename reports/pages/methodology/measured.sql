-- One row: indicators with values in this edition, of those declared.
select count(*) filter (shown is not null) as measured, count(*) as n from metric.indicator
