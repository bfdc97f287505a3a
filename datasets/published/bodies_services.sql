-- One row per body and service of the catalogue that its register says it offers. Services that the catalogue does not have stay out, for they are free text.
select osn_id, service_id, role, power, channels
from mart.body_service
where service_id is not null
order by osn_id, service_id
