-- One row an oblast, for the tile map and the table: the most frequent band of its communities, or the median of service conditions while the ranking is withdrawn.
with often as (
    select c.oblast_id, i.band, i.band_low, count(*) as n
    from metric.open_readiness_interval i join mart.community c on c.community_id = i.unit_id and i.level = 'community' and c.is_ranked
    where i.band is not null
    group by c.oblast_id, i.band, i.band_low qualify row_number() over (partition by c.oblast_id order by n desc, i.band) = 1
), city as (
    select territory_id, value from metric.observation where level = 'community' and indicator_id = 'open.service_conditions' and newest
)
select o.pcode as code, o.name_uk, o.name_en, o.slug, o.ranked, o.communities, m.median, round(m.median) as shown, m.n, (select bool_and(c.occupied) from mart.community c where c.oblast_id = o.oblast_id) as occupied,
    if(t.status = 'ranked', null, s.value) as city_score, if(t.status = 'ranked', f.band, null) as band, f.band_low, f.n as often
from mart.oblast o
cross join metric.open_readiness_status t
left join metric.summary m on m.indicator_id = (select if(status = 'ranked', 'open_readiness', 'open.service_conditions') from metric.open_readiness_status) and m.group_by = 'oblast' and m.group_id = o.oblast_id
left join often f on f.oblast_id = o.oblast_id
left join city s on s.territory_id = o.oblast_id
order by uk_key(o.name_uk)
