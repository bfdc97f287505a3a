-- One row a drawn community: the bands of its score on the map, or its service conditions while the ranking is withdrawn.
select c.pcode as code, c.title_uk, c.title_en, 'community' as link, c.slug, c.occupied, c.unranked_reason, if(t.status = 'ranked', null, o.value) as value,
    if(t.status = 'ranked', i.band, null) as band, i.band_low, i.band_share
from mart.community c
cross join metric.open_readiness_status t
left join metric.open_readiness_interval i on i.unit_id = c.community_id and i.level = 'community'
left join metric.observation o on o.territory_id = c.community_id and o.level = 'community' and o.indicator_id = 'open.service_conditions' and o.newest
order by c.pcode
