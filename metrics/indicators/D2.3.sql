-- One row a community and year that answered both questions: employees who passed a certified test of digital skills, of all.
select unit_id as territory_id, period, 100 * part / whole as value, part as num, whole as den, obs_status
from mart.form_share
where level = 'community' and item = 'staff_skilled' and whole_item = 'staff'
