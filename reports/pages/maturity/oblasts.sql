-- One row an oblast and the country last: the index of the newest year and its dimensions, made of their aggregated indicators, with the median of communities.
with newest as (
    select max(period) as period from metric.dmi_score where level = 'community' and node_id = 'dmi' and value is not null
)
select 'oblast' as link, o.slug, coalesce(o.name_uk, 'Країна') as name_uk, coalesce(o.name_en, 'The country') as name_en, s.level, m.median, m.n,
    max(s.value) filter (where s.node_id = 'dmi') as dmi, max(s.value) filter (where s.node_id = 'D1') as d1, max(s.value) filter (where s.node_id = 'D2') as d2, max(s.value) filter (where s.node_id = 'D3') as d3, max(s.value) filter (where s.node_id = 'D4') as d4,
    max(s.value) filter (where s.node_id = 'D5') as d5, max(s.value) filter (where s.node_id = 'D6') as d6, max(s.value) filter (where s.node_id = 'D7') as d7, max(s.value) filter (where s.node_id = 'D8') as d8
from metric.dmi_score s join newest n using (period)
left join mart.oblast o on s.level = 'oblast' and o.oblast_id = s.unit_id
left join metric.summary m on m.indicator_id = 'dmi' and m.period = s.period and m.group_by = if(s.level = 'country', 'all', 'oblast') and m.group_id = if(s.level = 'country', 'all', s.unit_id)
where s.level in ('oblast', 'country')
group by s.level, s.unit_id, o.slug, o.name_uk, o.name_en, m.median, m.n
order by s.level desc, dmi desc nulls last, s.unit_id
