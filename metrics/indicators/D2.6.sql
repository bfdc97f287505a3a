-- One row a community and year that answered both questions: vacant IT positions, of all IT positions.
select unit_id as territory_id, period, 100 * (whole - part) / whole as value, whole - part as num, whole as den, obs_status
from mart.form_share
where level = 'community' and item = 'it_filled' and whole_item = 'it_positions'
