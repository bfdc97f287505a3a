-- One row per indicator: what is measured, in which unit, which way is better, and what a missing source means.
select indicator_id, group_id, title_uk, title_en, short_uk, short_en, definition_uk, definition_en, reading_uk, reading_en,
       unit_uk, unit_en, decimals, direction, period, absence, absence_why_uk, absence_why_en, up, scale, lo, hi, log, sources,
       version, awaited_uk, awaited_en, valid_years, within_period, within_lacking_uk, within_lacking_en
from declared.indicator
order by indicator_id
