-- One row an indicator of the digital maturity index: its place in the index, what is held of it and what is needed.
select indicator_id, dim, weight, tier, level, has_uk, has_en, needs_uk, needs_en, held, counterparts
from mart.methodology
order by indicator_id
