-- One row a body or community and year of which services are known: services whose information card has 12 fields of 14 or more, of those whose card is known.
select
    unit_id as territory_id,
    level,
    period,
    100.0 * cards_complete / cards_known as value,
    cards_complete as num,
    cards_known as den,
    '' as obs_status
from mart.service_metric
where cards_known > 0
