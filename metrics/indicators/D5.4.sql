-- One row a body or community and year: funds of the local budget that bodies received, UAH per resident of their territories.
select unit_id as territory_id, level, period, num / den as value, num, den, obs_status, bodies, bodies_known
from mart.body_measure
where measure = 'funds'
