-- The mean that inequality speaks of is that of the summary, and so is the number of communities.
select 'inequality ' || q.indicator_id || ' ' || q.period || ' mean ' || q.weighting as at, q.value as says, if(q.weighting = 'none', s.mean, s.weighted_mean) as but
from inequality q join summary s on s.indicator_id = q.indicator_id and s.period = q.period and s.group_by = 'all'
where q.measure = 'mean' and q.group_by = 'all' and abs(q.value - if(q.weighting = 'none', s.mean, s.weighted_mean)) > 1e-6 * greatest(1, abs(q.value))
union all
select 'inequality ' || q.indicator_id || ' ' || q.period || ' ' || q.measure || ' n', q.n, s.n
from inequality q join summary s on s.indicator_id = q.indicator_id and s.period = q.period and s.group_by = 'all'
where q.group_by = 'all' and q.measure not like 'moran%' and q.n <> s.n

-- Measures of inequality between communities follow from their values.
with v as (
    select indicator_id, period, value as x, row_number() over (partition by indicator_id, period order by value) as i, count(*) over (partition by indicator_id, period) as n, avg(value) over (partition by indicator_id, period) as m
    from (select indicator_id, period, territory_id, value from observation where level = 'community' union all select index_id, period, unit_id, value from index_scores where level = 'community' and node_id = index_id union all select 'dmi', period, community_id, dmi from dmi_hromada union all select 'dmi_core', period, community_id, dmi_core from dmi_hromada union all select 'sqi', period, unit_id, sqi from sqi where level = 'community') v
    join communities c on c.community_id = v.territory_id and c.is_ranked where value is not null
), e as (
    select indicator_id, period, sum((2 * i - n - 1) * x) / (any_value(n) * sum(x)) as gini, avg(if(x > 0, x / m * ln(x / m), 0)) as theil_t, 0.5 * avg(abs(x / m - 1)) as hoover, sqrt(avg((x - m) * (x - m))) as sd, sqrt(avg((x - m) * (x - m))) / any_value(m) as cv,
        0.5 * avg((x / m - 1) * (x / m - 1)) as ge_2, 1 - (avg(sqrt(x / m))) ** 2 as "atkinson_0.5", any_value(n) as n, quantile_cont(x, 0.9) - quantile_cont(x, 0.1) as p90_minus_p10
    from v group by all
), long as (unpivot e on gini, theil_t, hoover, sd, cv, ge_2, "atkinson_0.5", p90_minus_p10 into name measure value but)
select 'inequality ' || q.indicator_id || ' ' || q.period || ' ' || q.measure as at, q.value as says, l.but
from inequality q join long l using (indicator_id, period, measure) where q.group_by = 'all' and q.weighting = 'none' and abs(q.value - l.but) > 1e-6 * greatest(1, abs(l.but))

-- Measures of inequality between residents follow from values and residents.
with v as (
    select indicator_id, period, value as x, population as w, sum(population) over (partition by indicator_id, period) as total, sum(value * population) over (partition by indicator_id, period) / sum(population) over (partition by indicator_id, period) as m,
        sum(population) over (partition by indicator_id, period order by value, territory_id rows unbounded preceding) as below
    from (select indicator_id, period, territory_id, value from observation where level = 'community' union all select index_id, period, unit_id, value from index_scores where level = 'community' and node_id = index_id union all select 'dmi', period, community_id, dmi from dmi_hromada union all select 'dmi_core', period, community_id, dmi_core from dmi_hromada union all select 'sqi', period, unit_id, sqi from sqi where level = 'community') v
    join communities c on c.community_id = v.territory_id and c.is_ranked where value is not null and population is not null
), e as (
    select indicator_id, period, sum(w * x * (2 * below - w - total)) / (any_value(total) ** 2 * any_value(m)) as gini, sum(w * if(x > 0, x / m * ln(x / m), 0)) / any_value(total) as theil_t, 0.5 * sum(w * abs(x / m - 1)) / any_value(total) as hoover,
        sqrt(sum(w * (x - m) * (x - m)) / any_value(total)) as sd, sqrt(sum(w * (x - m) * (x - m)) / any_value(total)) / any_value(m) as cv, 0.5 * sum(w * (x / m - 1) ** 2) / any_value(total) as ge_2, 1 - (sum(w * sqrt(x / m)) / any_value(total)) ** 2 as "atkinson_0.5"
    from v group by all
), long as (unpivot e on gini, theil_t, hoover, sd, cv, ge_2, "atkinson_0.5" into name measure value but)
select 'inequality ' || q.indicator_id || ' ' || q.period || ' ' || q.measure || ' residents' as at, q.value as says, l.but
from inequality q join long l using (indicator_id, period, measure) where q.group_by = 'all' and q.weighting = 'population' and abs(q.value - l.but) > 1e-6 * greatest(1, abs(l.but))

-- A measure lies in its interval, and within its bounds.
select 'inequality ' || indicator_id || ' ' || period || ' ' || measure || ' ' || weighting || ' ' || group_by || ' ' || group_id as at, value as says, low || ' to ' || high as but
from inequality where value < low - 1e-9 or value > high + 1e-9
union all
select 'inequality ' || indicator_id || ' ' || period || ' ' || measure || ' ' || weighting || ' ' || group_by || ' ' || group_id, value, 'between 0 and 1'
from inequality where (measure like 'gini%' or measure like '%share' or measure like 'lorenz%' or measure in ('hoover', 'moran_p', 'moran_p_two_sided')) and (value < -1e-9 or value > 1 + 1e-9)

-- Parts of inequality sum to the whole.
with p as (
    select indicator_id, period, weighting, group_by, regexp_extract(measure, '^(gini|theil_t|theil_l)') as of, sum(value) as parts
    from inequality where regexp_matches(measure, '^(gini|theil_t|theil_l)_(between|within|overlap)$') group by all
)
select 'inequality ' || p.indicator_id || ' ' || p.period || ' ' || p.of || ' ' || p.weighting || ' ' || p.group_by as at, p.parts as says, q.value as but
from p join inequality q on q.indicator_id = p.indicator_id and q.period = p.period and q.weighting = p.weighting and q.measure = p.of and q.group_by = 'all'
where abs(p.parts - q.value) > 1e-6
union all
select 'inequality ' || indicator_id || ' ' || period || ' ' || measure || ' ' || weighting || ' ' || group_by, sum(value), 1
from inequality where measure in ('pop_share', 'value_share') group by indicator_id, period, measure, weighting, group_by having abs(sum(value) - 1) > 1e-6

-- The table of decompositions says what the table of measures says.
with d as (unpivot inequality_decomposition on between, within, overlap into name part value says)
select 'inequality_decomposition ' || d.indicator_id || ' ' || d.period || ' ' || d.measure || ' ' || d.weighting || ' ' || d.group_by || ' ' || d.part as at, d.says, q.value as but
from d left join inequality q on q.indicator_id = d.indicator_id and q.period = d.period and q.weighting = d.weighting and q.group_by = d.group_by and q.measure = d.measure || '_' || d.part
where q.value is null or abs(q.value - d.says) > 1e-6
union all
select 'inequality_decomposition ' || indicator_id || ' ' || period || ' ' || measure || ' ' || weighting || ' ' || group_by || ' between_share', between_share, between / (between + within + coalesce(overlap, 0))
from inequality_decomposition where abs(between_share - between / (between + within + coalesce(overlap, 0))) > 1e-6

-- A curve of Lorenz follows from the values, and its points stand in the table of measures.
with v as (
    select indicator_id, period, value as x, row_number() over (partition by indicator_id, period order by value) as i, count(*) over (partition by indicator_id, period) as n, sum(value) over (partition by indicator_id, period) as total
    from (select indicator_id, period, territory_id, value from observation where level = 'community' union all select index_id, period, unit_id, value from index_scores where level = 'community' and node_id = index_id union all select 'dmi', period, community_id, dmi from dmi_hromada union all select 'dmi_core', period, community_id, dmi_core from dmi_hromada union all select 'sqi', period, unit_id, sqi from sqi where level = 'community') v
    join communities c on c.community_id = v.territory_id and c.is_ranked where value is not null
), e as (
    select l.indicator_id, l.period, l.p, any_value(l.l) as says, sum(v.x * least(1, greatest(0, l.p * v.n - v.i + 1))) / any_value(v.total) as but
    from lorenz l join v using (indicator_id, period) where l.weighting = 'none' group by all
)
select 'lorenz ' || indicator_id || ' ' || period || ' ' || p as at, says, but from e where abs(says - but) > 1e-6
union all
select 'inequality ' || q.indicator_id || ' ' || q.period || ' ' || q.measure || ' ' || q.weighting, q.value, l.l
from inequality q join lorenz l on l.indicator_id = q.indicator_id and l.period = q.period and l.weighting = q.weighting and q.measure = 'lorenz_' || l.p and abs(l.l - q.value) > 1e-6
union all
select 'lorenz ' || indicator_id || ' ' || period || ' ' || weighting || ' ' || p, l, 'a convex curve'
from (select *, lag(l) over w as before, lead(l) over w as after, lag(p) over w as p0, lead(p) over w as p1 from lorenz window w as (partition by indicator_id, period, weighting order by p))
where l > before + (after - before) * (p - p0) / (p1 - p0) + 1e-6 or l < before - 1e-9 or (p = 0 and l <> 0) or (p = 1 and abs(l - 1) > 1e-9)

-- Neighbours: the value is that of the indicator, z its distance from the mean, the local statistic z by the mean of neighbours, and a cluster what is sure enough.
with m as (select indicator_id, period, avg(value) as m, stddev_pop(value) as s from lisa group by all)
select 'lisa ' || l.indicator_id || ' ' || l.territory_id || ' ' || l.period || ' value' as at, l.value as says, v.value as but
from lisa l join (select indicator_id, period, territory_id, value from observation where level = 'community' union all select index_id, period, unit_id, value from index_scores where level = 'community' and node_id = index_id union all select 'dmi', period, community_id, dmi from dmi_hromada union all select 'dmi_core', period, community_id, dmi_core from dmi_hromada union all select 'sqi', period, unit_id, sqi from sqi where level = 'community') v using (indicator_id, period, territory_id) where abs(l.value - v.value) > 1e-6 * greatest(1, abs(v.value)) or v.value is null
union all
select 'lisa ' || indicator_id || ' ' || territory_id || ' ' || period || ' z', z, (value - m) / s from lisa join m using (indicator_id, period) where abs(z - (value - m) / s) > 2e-5 * greatest(1, abs(z))
union all
select 'lisa ' || indicator_id || ' ' || territory_id || ' ' || period || ' local_i', local_i, z * lag from lisa where abs(local_i - z * lag) > 1e-5 * greatest(1, abs(z), abs(lag))
union all
select 'lisa ' || indicator_id || ' ' || territory_id || ' ' || period || ' cluster', cluster, quadrant || ' at q ' || q from lisa where q < p - 1e-9 or q > 1 or p < 0 or (coalesce(cluster, '') <> '') <> (q <= 0.05) or (coalesce(cluster, '') <> '' and cluster <> quadrant)
    or (quadrant <> if(z > 0, 'H', 'L') || if(lag > 0, 'H', 'L') and abs(z) > 1e-6 and abs(lag) > 1e-6)

-- Moran's I is the mean of the local statistics of its communities.
with m as (select indicator_id, period, avg(local_i) as i, count(*) as n from lisa group by all)
select 'inequality ' || q.indicator_id || ' ' || q.period || ' moran_i' as at, q.value as says, m.i as but from inequality q join m using (indicator_id, period) where q.measure = 'moran_i' and abs(q.value - m.i) > 1e-4

-- A gap is one side less the other, and the sides are those of the summary.
select 'gaps ' || indicator_id || ' ' || period || ' ' || pair || ' ' || weighting as at, gap as says, mean_a - mean_b as but from gaps where abs(gap - (mean_a - mean_b)) > 1e-6 * greatest(1, abs(mean_a))
union all
select 'gaps ' || indicator_id || ' ' || period || ' ' || pair || ' ' || weighting || ' ratio', ratio, mean_a / mean_b from gaps where mean_b <> 0 and abs(ratio - mean_a / mean_b) > 1e-6 * greatest(1, abs(ratio))
union all
select 'gaps ' || indicator_id || ' ' || period || ' ' || pair || ' ' || weighting || ' interval', gap, low || ' to ' || high from gaps where gap < low or gap > high
union all
select 'gaps ' || g.indicator_id || ' ' || g.period || ' ' || g.pair || ' ' || g.weighting || ' ' || s.group_id, if(s.group_id = 'urban', g.mean_a, g.mean_b), if(g.weighting = 'none', s.mean, s.weighted_mean)
from gaps g join summary s on s.indicator_id = g.indicator_id and s.period = g.period and s.group_by = 'urbanity' and s.group_id in ('urban', 'rural')
where g.pair = 'urban_rural' and (abs(if(s.group_id = 'urban', g.mean_a, g.mean_b) - if(g.weighting = 'none', s.mean, s.weighted_mean)) > 1e-6 * greatest(1, abs(s.mean)) or if(s.group_id = 'urban', g.n_a, g.n_b) <> s.n)

-- An estimate of convergence lies in its interval.
select 'convergence ' || series_id || ' ' || year_from || ' ' || measure || ' ' || weighting as at, value as says, low || ' to ' || high as but from convergence where value < low or value > high
