-- One row an indicator that scores service points: how many points of the register state their conditions at all, and how many centres and units are scored in ranked communities.
select o.indicator_id, (select count(*) filter (known) from mart.cnap_point) as known, (select count(*) from mart.cnap_point) as points, o.den::bigint as scored, k.scorable_points as scorable
from metric.observation o left join mart.cnap_coverage k on k.level = 'country'
where o.level = 'country' and o.newest and o.indicator_id in ('open.service_conditions', 'open.service_responsiveness', 'open.service_empathy', 'open.service_tangibles')
order by o.indicator_id
