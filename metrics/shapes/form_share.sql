-- One row a community and year that answered both questions of the form: the first per 100 of the second.
select unit_id as territory_id, period, 100 * part / whole as value, part as num, whole as den, obs_status
from mart.form_share
where level = 'community' and item = {form} and whole_item = {of}
