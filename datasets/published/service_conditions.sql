-- One row per community whose points state conditions or that the copy does not hold, oblast and the country: mean scores of its centres and units, and on how many points they rest.
with score as (
  select level, territory_id, period,
         max(value) filter (where indicator_id = 'open.service_conditions') as score,
         max(den) filter (where indicator_id = 'open.service_conditions') as scored_points,
         max(value) filter (where indicator_id = 'open.service_responsiveness') as responsiveness,
         max(value) filter (where indicator_id = 'open.service_empathy') as empathy,
         max(value) filter (where indicator_id = 'open.service_tangibles') as tangibles
  from metric.observation
  where indicator_id in ('open.service_conditions', 'open.service_responsiveness', 'open.service_empathy', 'open.service_tangibles')
  group by all
)
select s.level, s.territory_id, s.period, k.status, s.score, s.responsiveness, s.empathy, s.tangibles,
       c.points, c.known_points, c.scorable_points, coalesce(s.scored_points, 0)::bigint as scored_points
from score s
left join mart.cnap_coverage c using (level, territory_id)
left join mart.cnap_community k on k.community_id = case when s.level = 'community' then s.territory_id end
order by level, territory_id, period
