-- One row a unit, year and question of the forms that came back: a number, a level, 1 or 0; or why there is none. A body's community is the one it tells, else that of the register, else the one in its own code. No row is no answer, not a zero.
select
    a.unit_id,
    a.level,
    coalesce(c.community_id, b.community_id, p.community_id) as community_id,
    a.period,
    a.form_version,
    a.filled_on,
    a.item,
    a.value,
    coalesce(a.note, '') as note
from raw.form_answer a
left join mart.community c on c.community_id = a.community_id
left join mart.body b on b.osn_id = case when a.level = 'body' then a.unit_id end
left join mart.community p on p.pcode = case when a.level = 'body' and a.unit_id like 'osn-%' then 'UA' || a.unit_id[5:11] end
