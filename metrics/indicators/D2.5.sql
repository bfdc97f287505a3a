-- One row a body or community and year: heads and secretaries who completed a digital course, of all.
select unit_id as territory_id, level, period, 100.0 * num / den as value, num, den, obs_status
from mart.body_measure
where measure = 'trained'
