-- One row an indicator and oblast that is measured as a whole, such as by a survey, or of which only the least is known; highest first.
select v.indicator_id, 'oblast' as link, o.slug, o.name_uk, o.name_en, o.short_uk, o.short_en, v.value, v.low, v.high, v.n, v.period
from metric.observation v
join metric.indicator i on i.indicator_id = v.indicator_id and (i.shown = 'oblast' or v.obs_status = '>')
join mart.oblast o on o.oblast_id = v.territory_id
where v.level = 'oblast' and v.newest and v.value is not null
order by v.indicator_id, v.value desc, o.oblast_id
