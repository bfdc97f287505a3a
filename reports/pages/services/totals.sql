-- One row: how many services can go fully online.
select count(*) as n, count(*) filter (max_stage >= 4) as online from mart.service
