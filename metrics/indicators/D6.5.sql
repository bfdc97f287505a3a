-- One row a community and year that answered both questions: starosta districts with a CNAP, a remote workplace or a mobile visit, of all.
select unit_id as territory_id, period, 100 * part / whole as value, part as num, whole as den, obs_status
from mart.form_share
where level = 'community' and item = 'districts_cnap' and whole_item = 'districts'
