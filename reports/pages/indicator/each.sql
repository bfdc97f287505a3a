-- One row an indicator: one page each, with its spread over ranked communities where it has one.
select i.indicator_id, i.scale_type = 'count' as counted, i.awaited, i.shown, i.periods, i.period, i.units, s.n, coalesce(s.missing, (select count(*) from mart.community where is_ranked) - u.n) as missing, s.mean, s.weighted_mean, s.median, s.p10, s.p90, s.min, s.max, u.value as residents, u.n as known, (select count(*) from mart.community where is_ranked) as ranked, u.source_id as source_ids,
    (select max(value) from metric.inequality q where q.indicator_id = i.indicator_id and q.newest and q.measure = 'gini' and q.weighting = 'none' and coalesce(q.group_by, '') = '') as gini,
    (select max(value) from metric.inequality q where q.indicator_id = i.indicator_id and q.newest and q.measure = 'gini' and q.weighting = 'population' and coalesce(q.group_by, '') = '') as gini_weighted,
    -- of numbers of things, most of them 0, a decomposition tells nothing
    (select max(value) from metric.inequality q where i.scale_type <> 'count' and q.indicator_id = i.indicator_id and q.newest and q.measure = 'theil_t_between' and q.weighting = 'none' and q.group_by = 'oblast') as between_oblasts,
    (select max(value) from metric.inequality q where i.scale_type <> 'count' and q.indicator_id = i.indicator_id and q.newest and q.measure = 'theil_t_within' and q.weighting = 'none' and q.group_by = 'oblast') as within_oblasts,
    (select 100.0 * count(*) filter (v.value = 0) / count(v.value) from metric.observation v join mart.community c on c.community_id = v.territory_id and c.is_ranked where i.scale_type = 'count' and v.indicator_id = i.indicator_id and v.level = 'community' and v.newest) as none
from metric.indicator i
left join metric.summary s on s.indicator_id = i.indicator_id and s.group_by = 'all' and s.newest
left join metric.observation u on u.indicator_id = i.indicator_id and u.level = 'country' and u.newest
order by i.position
