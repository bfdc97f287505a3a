-- One row an indicator and oblast: median and mean of its communities, and the value for its residents.
select m.indicator_id, 'oblast' as link, o.slug, o.name_uk, o.name_en, m.median, m.mean, m.n, m.missing, v.value as residents,
    if(m.indicator_id like 'open.service_%', v.den, null)::bigint as scored, k.scorable_points as scorable
from metric.summary m join mart.oblast o on o.oblast_id = m.group_id
left join metric.observation v on v.indicator_id = m.indicator_id and v.territory_id = o.oblast_id and v.level = 'oblast' and v.period = m.period
left join mart.cnap_coverage k on k.level = 'oblast' and k.territory_id = o.oblast_id
where m.group_by = 'oblast' and m.newest
order by m.indicator_id, m.mean desc, o.oblast_id
