-- One row a community and year that answered both questions: computers at most five years old, of all.
select unit_id as territory_id, period, 100 * part / whole as value, part as num, whole as den, obs_status
from mart.form_share
where level = 'community' and item = 'pcs_modern' and whole_item = 'pcs'
