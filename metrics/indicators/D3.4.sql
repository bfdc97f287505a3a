-- One row a community and year that answered both questions: social facilities on fibre, of all.
select unit_id as territory_id, period, 100 * part / whole as value, part as num, whole as den, obs_status
from mart.form_share
where level = 'community' and item = 'facilities_fibre' and whole_item = 'facilities'
