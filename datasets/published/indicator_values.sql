-- One row per territory or body, period and indicator, long: every value that was measured, with its parts and status.
select v.indicator_id, v.level, v.territory_id, v.period,
       coalesce(c.title_uk, o.name_uk, b.name_uk, a.name_uk, if(v.level = 'country', 'Україна', null)) as territory_uk,
       coalesce(c.title_en, o.name_en, b.name_en, a.name_en, if(v.level = 'country', 'Ukraine', null)) as territory_en,
       v.value, v.num, v.den, v.n, v.obs_status, v.low, v.high, v.source_id, v.method_version, v.within_year
from (select *, false as within_year from metric.observation union all select *, true from metric.observation_within) v
left join mart.community c on c.community_id = case when v.level = 'community' then v.territory_id end
left join mart.oblast o on o.oblast_id = case when v.level = 'oblast' then v.territory_id end
left join mart.body b on b.osn_id = case when v.level = 'body' then v.territory_id end
left join mart.body_answer a on a.osn_id = case when v.level = 'body' then v.territory_id end
order by v.indicator_id, v.level, v.territory_id, v.period
