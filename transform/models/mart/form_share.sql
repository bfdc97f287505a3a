-- One row a unit, year and pair of questions of which one is declared a part of the other (form_items, part_of): both answers, or n where the whole is 0 or a question does not apply. Half an answer is no row.
with pair as (
    select form as level, item, unnest(string_split(part_of, ' ')) as whole_item
    from mart.form_item
    where part_of is not null
), returned as (
    select distinct level, unit_id, community_id, period
    from mart.form_answer
    where community_id is not null
)
select
    r.unit_id,
    r.level,
    r.community_id,
    r.period,
    p.item,
    p.whole_item,
    case when w.value > 0 then a.value end as part,
    case when w.value > 0 and a.value is not null then w.value end as whole,
    case when w.value = 0 or 'not_applicable' in (a.note, w.note) then 'n' else '' end as obs_status
from returned r
join pair p on p.level = r.level
left join mart.form_answer a on a.level = r.level and a.unit_id = r.unit_id and a.period = r.period and a.item = p.item
left join mart.form_answer w on w.level = r.level and w.unit_id = r.unit_id and w.period = r.period and w.item = p.whole_item
where w.value = 0 or 'not_applicable' in (coalesce(a.note, ''), coalesce(w.note, '')) or (a.value is not null and w.value > 0)
