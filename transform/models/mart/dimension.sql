-- One row a dimension of the digital maturity index, with the cause of the divide that it measures and the mechanism that acts on it.
select dim, name_uk, name_en, weight, cause_id, cause_uk, cause_en, mechanism_ids, mechanism_uk, mechanism_en, divide_level, rationale_uk, rationale_en
from raw.dmi_dimensions
