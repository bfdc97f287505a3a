-- One row an oblast: one page each.
select o.*, (select bool_and(c.occupied) from mart.community c where c.oblast_id = o.oblast_id) as occupied, m.median, m.p10, m.p90, m.n, m.min, m.max, m.weighted_mean, a.median as country_median, t.status = 'ranked' as stands, f.band, f.n as often, f.scored,
    (select count(*) from mart.cnap_community k join mart.community c using (community_id) where c.oblast_id = o.oblast_id and c.is_ranked and k.status = 'present') as cnap_present,
    (select count(*) from mart.cnap_point k join mart.community c using (community_id) where c.oblast_id = o.oblast_id and c.is_ranked) as points,
    (select count(*) filter (known) from mart.cnap_point k join mart.community c using (community_id) where c.oblast_id = o.oblast_id and c.is_ranked) as known_points,
    (select count(*) from mart.edem_community e join mart.community c using (community_id) where c.oblast_id = o.oblast_id and c.is_ranked and not e.ambiguous and e.tools > 0) as edem_some,
    y.known as osn_known, y.some as osn_some, y.active as osn_active, y.legal_persons as osn_legal_persons, y.bodies as osn_bodies, y.residents as osn_residents
from mart.oblast o
cross join metric.open_readiness_status t
left join (
    select c.oblast_id, count(*) filter (b.coverage = 'register') as known, count(*) filter (b.coverage = 'register' and b.active > 0) as some, sum(b.active) as active, sum(b.legal_persons) as legal_persons, sum(b.bodies) as bodies, sum(b.residents) as residents
    from mart.body_community b join mart.community c using (community_id) group by c.oblast_id
) y on y.oblast_id = o.oblast_id
left join (
    select c.oblast_id, i.band, count(*) as n, sum(count(*)) over (partition by c.oblast_id)::bigint as scored
    from metric.open_readiness_interval i join mart.community c on c.community_id = i.unit_id and i.level = 'community' and c.is_ranked
    where i.band is not null
    group by c.oblast_id, i.band qualify row_number() over (partition by c.oblast_id order by n desc, i.band) = 1
) f on f.oblast_id = o.oblast_id
left join metric.summary m on m.indicator_id = (select if(status = 'ranked', 'open_readiness', 'open.service_conditions') from metric.open_readiness_status) and m.group_by = 'oblast' and m.group_id = o.oblast_id
left join metric.summary a on a.indicator_id = (select if(status = 'ranked', 'open_readiness', 'open.service_conditions') from metric.open_readiness_status) and a.group_by = 'all'
order by o.oblast_id
