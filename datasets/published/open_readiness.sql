-- One row per community, oblast and the country: the index of open readiness with its bands and dimensions, wide; ranks only while it stands as a ranking.
with score as (
  select unit_id, level, any_value(period) as period,
         max(value) filter (where node_id = 'open_readiness') as score,
         max(value_gmean) filter (where node_id = 'open_readiness') as score_gmean,
         max(coverage) filter (where node_id = 'open_readiness') as coverage,
         max(grade) filter (where node_id = 'open_readiness') as grade,
         max("rank") filter (where node_id = 'open_readiness') as "rank",
         max(ranked) filter (where node_id = 'open_readiness') as ranked,
         max(value) filter (where node_id = 'service') as service,
         max(value) filter (where node_id = 'resources') as resources,
         max(value) filter (where node_id = 'self_organization') as self_organization
  from metric.open_readiness_score
  group by unit_id, level
)
select s.unit_id as territory_id, s.level,
       case s.level when 'country' then 'Україна' when 'oblast' then o.name_uk else c.title_uk end as name_uk,
       case s.level when 'country' then 'Ukraine' when 'oblast' then o.name_en else c.title_en end as name_en,
       case s.level when 'oblast' then s.unit_id else c.oblast_id end as oblast_id,
       s.period, s.score, s.score_gmean, s.coverage, s.grade, s.service, s.resources, s.self_organization, t.status, i.band, i.bands, i.band_share, i.p_e, i.p_d, i.p_c, i.p_b, i.p_a,
       if(t.status = 'ranked', s."rank", null) as "rank", if(t.status = 'ranked', s.ranked, null) as ranked, case when c.unranked_reason = 'withheld' then 'u' end as obs_status,
       i.low as score_low, i.high as score_high, if(t.status = 'ranked', i.rank_low, null) as rank_low, if(t.status = 'ranked', i.rank_high, null) as rank_high,
       i.value_equal as score_equal, if(t.status = 'ranked', i.rank_equal, null) as rank_equal, i.value_bod as score_bod, if(t.status = 'ranked', i.rank_bod, null) as rank_bod,
       i.peer_group, i.peers, if(t.status = 'ranked', i.peer_rank, null) as peer_rank, i.peer_median
from score s
cross join metric.open_readiness_status t
left join metric.open_readiness_interval i on i.unit_id = s.unit_id and i.level = s.level
left join mart.community c on c.community_id = case when s.level = 'community' then s.unit_id end
left join mart.oblast o on o.oblast_id = case when s.level = 'oblast' then s.unit_id end
order by s.level, territory_id
