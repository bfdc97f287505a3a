-- One row a community and year that answered both questions: IT positions filled, per 100 employees.
select unit_id as territory_id, period, 100 * part / whole as value, part as num, whole as den, obs_status
from mart.form_share
where level = 'community' and item = 'it_filled' and whole_item = 'staff'
