-- One row per published figure for the whole country that speaks of what an indicator measures.
select indicator_id, topic, row, what_uk, what_en, period, value, obs_status, unit, url, note_uk, note_en
from mart.national_value
order by indicator_id, period desc, topic, row
