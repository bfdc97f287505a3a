-- One row per year and group of communities: how the digital maturity index is spread in it, and the index of an oblast or the country as a whole, made of its own aggregated indicators.
with scored as (
    select s.period, c.population, c.oblast_id, c.urbanity, c.size_class, c.creation, c.kind
    from metric.dmi_score s join mart.community c on c.community_id = s.unit_id
    where s.level = 'community' and s.node_id = 'dmi' and s.value is not null and c.is_ranked
), covered as (
    select period, 'all' as group_by, 'all' as group_id, sum(population)::bigint as pop_covered from scored group by all union all select period, 'oblast' as group_by, oblast_id as group_id, sum(population)::bigint as pop_covered from scored group by all union all select period, 'urbanity' as group_by, urbanity as group_id, sum(population)::bigint as pop_covered from scored group by all union all select period, 'size_class' as group_by, size_class as group_id, sum(population)::bigint as pop_covered from scored group by all union all select period, 'creation' as group_by, creation as group_id, sum(population)::bigint as pop_covered from scored group by all union all select period, 'kind' as group_by, kind as group_id, sum(population)::bigint as pop_covered from scored group by all
), whole as (
    select period, if(level = 'country', 'all', 'oblast') as group_by, if(level = 'country', 'all', unit_id) as group_id, value as dmi_whole, coverage
    from metric.dmi_score where node_id = 'dmi' and level in ('oblast', 'country')
), spread as (
    select period, group_by, group_id, mean, weighted_mean, median, p10, p90, n, missing from metric.summary where indicator_id = 'dmi' and group_id is not null
)
select coalesce(m.period, w.period) as period, coalesce(m.group_by, w.group_by) as group_by, coalesce(m.group_id, w.group_id) as group_id, o.name_uk, o.name_en,
    m.mean, m.weighted_mean, m.median, m.p10, m.p90, m.n, m.missing as n_missing, v.pop_covered, w.dmi_whole, w.coverage as coverage_whole
from spread m
full join whole w on w.period = m.period and w.group_by = m.group_by and w.group_id = m.group_id
left join covered v on v.period = m.period and v.group_by = m.group_by and v.group_id = m.group_id
left join mart.oblast o on coalesce(m.group_by, w.group_by) = 'oblast' and o.oblast_id = coalesce(m.group_id, w.group_id)
order by period, group_by, group_id
