-- One row a service that a body offers by its register: role, channels and how far it can be digitized at all.
select v.osn_id, v.service_id, v.service_uk as name_uk, coalesce(s.name_en, v.service_uk) as name_en, v.role, v.power, v.channels, s.max_stage
from mart.body_service v
left join mart.service s on s.service_id = v.service_id
order by v.osn_id, v.service_id nulls last, v.offer
