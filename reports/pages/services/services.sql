-- One row a service, with the address of its page.
select *, lower(service_id) as slug from mart.service order by service_id
