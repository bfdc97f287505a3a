-- One row per service point without its address: the index of service conditions with its dimensions.
with score as (
  select unit_id, any_value(period) as period,
         max(value) filter (where node_id = 'service_conditions') as score,
         max(value_gmean) filter (where node_id = 'service_conditions') as score_gmean,
         max(coverage) filter (where node_id = 'service_conditions') as coverage,
         max(grade) filter (where node_id = 'service_conditions') as grade,
         max(value) filter (where node_id = 'responsiveness') as responsiveness,
         max(value) filter (where node_id = 'empathy') as empathy,
         max(value) filter (where node_id = 'tangibles') as tangibles
  from metric.service_conditions_score
  group by unit_id
)
select p.point_id, p.kind, p.name_uk, p.settlement_uk, p.community_id, p.oblast_id, p.known,
       s.period, s.score, s.score_gmean, s.coverage, s.grade, s.responsiveness, s.empathy, s.tangibles
from mart.cnap_point p
left join score s on s.unit_id = p.point_id::varchar
order by p.point_id
