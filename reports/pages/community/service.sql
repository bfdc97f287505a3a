-- One row a community and score of its service conditions, the whole first: beside its oblast and the country, each with the points it rests on and all that could be scored.
select o.territory_id as community_id, o.indicator_id, o.value, coalesce(o.den, 0)::bigint as scored, k.scorable_points as scorable,
    b.value as oblast, b.den::bigint as oblast_scored, kb.scorable_points as oblast_scorable, a.value as country, a.den::bigint as country_scored, ka.scorable_points as country_scorable
from metric.observation o
join mart.community c on c.community_id = o.territory_id
left join mart.cnap_coverage k on k.level = 'community' and k.territory_id = o.territory_id
left join metric.observation b on b.indicator_id = o.indicator_id and b.period = o.period and b.level = 'oblast' and b.territory_id = c.oblast_id
left join mart.cnap_coverage kb on kb.level = 'oblast' and kb.territory_id = c.oblast_id
left join metric.observation a on a.indicator_id = o.indicator_id and a.period = o.period and a.level = 'country'
left join mart.cnap_coverage ka on ka.level = 'country'
where o.level = 'community' and o.newest and o.value is not null and o.indicator_id in ('open.service_conditions', 'open.service_responsiveness', 'open.service_empathy', 'open.service_tangibles')
order by o.territory_id, list_position(['open.service_conditions', 'open.service_responsiveness', 'open.service_empathy', 'open.service_tangibles'], o.indicator_id)
