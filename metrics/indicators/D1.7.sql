-- One row a community and year that answered both questions: measures of the digital plan completed on time, of those due in the year.
select unit_id as territory_id, period, 100 * part / whole as value, part as num, whole as den, obs_status
from mart.form_share
where level = 'community' and item = 'measures_done' and whole_item = 'measures_due'
