-- One row an indicator: one page each, with its spread over ranked communities.
select s.*, u.value as residents, u.source_id as source_ids,
    (select gini from (select value as gini, weighting from metric.inequality i where i.indicator_id = s.indicator_id and i.period = s.period and i.measure = 'gini' and coalesce(i.group_by, '') = '') where weighting = 'none') as gini,
    (select max(value) from metric.inequality i where i.indicator_id = s.indicator_id and i.period = s.period and i.measure = 'gini' and i.weighting = 'population' and coalesce(i.group_by, '') = '') as gini_weighted,
    (select max(value) from metric.inequality i where i.indicator_id = s.indicator_id and i.period = s.period and i.measure = 'theil_t_between' and i.weighting = 'none' and i.group_by = 'oblast') as between_oblasts,
    (select max(value) from metric.inequality i where i.indicator_id = s.indicator_id and i.period = s.period and i.measure = 'theil_t_within' and i.weighting = 'none' and i.group_by = 'oblast') as within_oblasts
from metric.summary s
left join metric.observation u on u.indicator_id = s.indicator_id and u.period = s.period and u.level = 'country'
where s.group_by = 'all' and s.newest and s.indicator_id like 'open.%'
order by s.indicator_id
