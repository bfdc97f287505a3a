-- One row a service.
select * from mart.service order by service_id
