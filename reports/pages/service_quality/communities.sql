-- One row a community with a score of the newest year: its quality and components, rank inside its basis, and its maturity beside it.
with newest as (
    select max(period) as period from metric.sqi_score where level = 'community' and node_id = 'sqi' and value is not null
), own as (
    select s.unit_id, s.period, max(s.value) filter (where node_id = 'sqi') as value, max(s."rank") filter (where node_id = 'sqi') as "rank", max(s.ranked) filter (where node_id = 'sqi') as ranked,
        max(s.value) filter (where node_id = 'SQI.S') as s, max(s.value) filter (where node_id = 'SQI.E') as e, max(s.value) filter (where node_id = 'SQI.A') as a
    from metric.sqi_score s join newest using (period) where s.level = 'community' group by s.unit_id, s.period
)
select 'community' as link, c.slug, c.title_uk, c.title_en, o.short_uk, o.short_en, w.value, w."rank", w.ranked, w.s, w.e, w.a,
    if(w.s is null, '-', 'S') || if(w.e is null, '-', 'E') || if(w.a is null, '-', 'A') as basis, d.value as dmi
from own w join mart.community c on c.community_id = w.unit_id and c.is_ranked
left join mart.oblast o on o.oblast_id = c.oblast_id
left join metric.dmi_score d on d.level = 'community' and d.unit_id = w.unit_id and d.period = w.period and d.node_id = 'dmi'
where w.value is not null
order by basis, w."rank", uk_key(c.name_uk), c.community_id
