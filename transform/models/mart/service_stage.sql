-- One row a unit, year and service of the forms that came back: whether it is offered, at which stage of those that make sense, by which channels. What one could ask about is mart.service_asked; here is only what was answered.
select
    f.unit_id,
    f.level,
    coalesce(c.community_id, b.community_id, p.community_id) as community_id,
    f.period,
    f.service_id,
    f.offered,
    case when f.offered then f.stage end as stage,
    s.max_stage,
    case when f.offered then 100.0 * f.stage / s.max_stage end as score,
    coalesce(f.channels, '') as channels,
    case
        when regexp_matches(coalesce(f.channels, ''), '\b(cnap|paper|phone|visit)\b') then true
        else f.offline
    end as offline,
    f.card_fields,
    f.page,
    f.filled_on,
    coalesce(f.note, '') as note,
    'form_service' as source_id
from raw.form_service f
join mart.service_asked s on s.service_id = f.service_id
left join mart.community c on c.community_id = f.community_id
left join mart.body b on b.osn_id = case when f.level = 'body' then f.unit_id end
left join mart.community p on p.pcode = case when f.level = 'body' and f.unit_id like 'osn-%' then 'UA' || f.unit_id[5:11] end
