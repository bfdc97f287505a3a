-- One row a reason for setting rows aside.
select source_id, "column", reason, count(*) as n from mart.quarantine group by all order by source_id, n desc, "column", reason
