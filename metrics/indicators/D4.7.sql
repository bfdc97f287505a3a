-- One row a body or community and year: bodies with a working device and internet in a usable room, of those that told.
select unit_id as territory_id, level, period, 100.0 * num / den as value, num, den, obs_status
from mart.body_measure
where measure = 'equipped'
