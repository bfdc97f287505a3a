-- One row a published figure for the whole country beside an indicator, the newest first, with the least and most of its newest period.
select indicator_id, what_uk, what_en, period, value, obs_status, unit, url, note_uk, note_en,
    min(value) over newest as low, max(value) over newest as high
from mart.national_value
window newest as (partition by indicator_id, period)
order by indicator_id, period desc, value, url
