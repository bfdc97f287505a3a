-- One row an indicator and drawn community: its value, for the map, the table and the dots by oblast.
select i.indicator_id, c.pcode as code, 'community' as link, c.slug, c.title_uk, c.title_en, o.name_uk as oblast_uk, o.name_en as oblast_en, o.short_uk, o.short_en, c.occupied, c.is_ranked, v.value, v.obs_status, m.median,
    if(i.indicator_id like 'open.service_%', v.den, null)::bigint as scored, k.scorable_points as scorable
from (select indicator_id from metric.indicator where shown = 'community') i
cross join mart.community c
left join mart.oblast o on o.oblast_id = c.oblast_id
left join metric.observation v on v.indicator_id = i.indicator_id and v.territory_id = c.community_id and v.level = 'community' and v.newest
left join metric.summary m on m.indicator_id = i.indicator_id and m.group_by = 'oblast' and m.group_id = c.oblast_id and m.newest
left join mart.cnap_coverage k on k.level = 'community' and k.territory_id = c.community_id
order by i.indicator_id, v.value desc nulls last, uk_key(c.name_uk), c.community_id
