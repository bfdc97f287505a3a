-- One row a body or community and year: one of the measures that registers and forms of bodies give, per 100 of those that it is a share of.
select unit_id as territory_id, level, period, 100.0 * num / den as value, num, den, obs_status, bodies, bodies_known
from mart.body_measure
where measure = {body}
