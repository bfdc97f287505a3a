-- One row a community and indicator: its value beside the medians of oblast and country.
select o.territory_id as community_id, o.indicator_id, o.value, o.period, o.obs_status, m.median as oblast, m.mean as oblast_share, a.median as country, a.mean as country_mean,
    ob.value as oblast_least, 100.0 * ob.n / r.oblast_ranked as oblast_share_least, ua.value as country_least, 100.0 * ua.n / r.ranked as country_share_least
from metric.observation o
join mart.community c on c.community_id = o.territory_id
left join metric.summary m on m.indicator_id = o.indicator_id and m.period = o.period and m.group_by = 'oblast' and m.group_id = c.oblast_id
left join metric.summary a on a.indicator_id = o.indicator_id and a.period = o.period and a.group_by = 'all'
left join metric.observation ob on ob.indicator_id = o.indicator_id and ob.period = o.period and ob.level = 'oblast' and ob.territory_id = c.oblast_id and ob.obs_status = '>'
left join metric.observation ua on ua.indicator_id = o.indicator_id and ua.period = o.period and ua.level = 'country' and ua.obs_status = '>'
left join (select oblast_id, count(*) as oblast_ranked, sum(count(*)) over ()::bigint as ranked from mart.community where is_ranked group by oblast_id) r on r.oblast_id = c.oblast_id
where o.level = 'community' and o.newest and c.in_scope
order by o.territory_id, o.indicator_id
