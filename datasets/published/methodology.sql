-- One row per indicator of the digital maturity index: its definition, and what open data hold of it today.
select indicator_id, dim, name_uk, name_en, definition, unit, direction, lo, hi, weight, tier, level, period, source, has_uk,
       has_en, needs_uk, needs_en
from mart.methodology
order by indicator_id
