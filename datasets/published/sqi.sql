-- One row per body, community, oblast or country and year: the service quality index, its components and the basis it stands on.
with part as (
    select unit_id, level, period, max(value) filter (where node_id = 'sqi') as sqi, max(value) filter (where node_id = 'SQI.S') as s, max(value) filter (where node_id = 'SQI.E') as e, max(value) filter (where node_id = 'SQI.A') as a,
        max("rank") filter (where node_id = 'sqi') as "rank", max(ranked) filter (where node_id = 'sqi') as ranked
    from metric.sqi_score group by unit_id, level, period
), survey as (
    select territory_id, level, left(period, 4) as period, low, high, n from metric.observation where indicator_id = 'SQI.S' and value is not null
    qualify row_number() over (partition by territory_id, level, left(period, 4) order by period desc) = 1
)
select p.level, p.unit_id, coalesce(c.title_uk, o.name_uk, b.name_uk, if(p.level = 'country', 'Україна', null)) as name_uk, coalesce(c.title_en, o.name_en, b.name_en, if(p.level = 'country', 'Ukraine', null)) as name_en,
    p.period, p.sqi, if(p.s is null, '-', 'S') || if(p.e is null, '-', 'E') || if(p.a is null, '-', 'A') as basis, p.s, p.e, p.a, v.low as s_low, v.high as s_high, v.n as s_n, p."rank", p.ranked
from part p
left join survey v on v.territory_id = p.unit_id and v.level = p.level and v.period = p.period
left join mart.community c on c.community_id = case when p.level = 'community' then p.unit_id end
left join mart.oblast o on o.oblast_id = case when p.level = 'oblast' then p.unit_id end
left join mart.body b on b.osn_id = case when p.level = 'body' then p.unit_id end
order by p.level, p.unit_id, p.period
