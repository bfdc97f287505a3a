-- One row per community or body of self-organization, year and question of the forms; without questions whose indicator is published in bands alone (publish), whose single answers may do harm.
select a.unit_id, a.level, a.community_id, a.period, a.form_version, a.item, i.indicator as indicator_id, i.text_uk, i.text_en, a.value, a.note, a.filled_on
from mart.form_answer a
left join mart.form_item i on i.form = a.level and i.item = a.item
left join declared.indicator d on d.indicator_id = i.indicator
where not coalesce(d.banded, false)
order by a.level, a.unit_id, a.period, a.item
