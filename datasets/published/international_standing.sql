-- One row per indicator, year and breakdown: Ukraine beside the median of EU members and of all countries, and its place among them.
select indicator_id, year, breakdown, indicator_uk, indicator_en, unit, ukraine, obs_status, eu_countries, eu_median, countries, median, place, source_id
from mart.country_standing
order by indicator_id, year, breakdown, source_id
