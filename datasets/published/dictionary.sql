-- One row per column of every published dataset: the data dictionary in both languages.
select dataset_id, position, field_id, type, unit, required, is_key, meaning_uk, meaning_en
from declared.field
order by dataset_id, position
