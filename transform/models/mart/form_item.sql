-- One row a question of the forms, in order: what is asked, of which indicator it is a part, in which versions.
select form, position, sheet, item, indicator, kind, per, part_of, max, unit_uk, unit_en, since, until, text_uk, text_en, options_uk, options_en
from raw.form_items
where kind <> 'sheet'
