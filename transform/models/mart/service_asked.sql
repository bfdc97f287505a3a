-- One row a service that the forms ask about: the 42 of bodies of self-organization and those of service centres, with the highest stage that makes sense.
select service_id, 'body' as catalogue, group_id, name_uk, name_en, max_stage, legal_base from raw.services
union all
select service_id, 'centre' as catalogue, group_id, name_uk, name_en, max_stage, legal_base from raw.cnap_services
