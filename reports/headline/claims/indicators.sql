-- page: indicators/index.html
-- at: finding
with measured as (select distinct indicator_id from indicator_values where value is not null)
select count(m.indicator_id) as have, nullif(count(*) filter (m.indicator_id is null and i.indicator_id in (select indicator_id from national_values)), 0) as national,
    nullif(count(*) filter (m.indicator_id is null and i.indicator_id not in (select indicator_id from national_values)), 0) as wait from indicators i left join measured m using (indicator_id)
-- at: awaited
with measured as (select distinct indicator_id from indicator_values where value is not null)
select count(*) filter (m.indicator_id is null and i.indicator_id not in (select indicator_id from national_values)) as wait from indicators i left join measured m using (indicator_id) having wait > 0
-- page: indicators/*.html
-- at: h1
select indicator_id as page, coalesce(title_uk, short_uk) as title_uk, coalesce(title_en, short_en) as title_en from indicators
-- at: inequality
select indicator_id as page, arg_max(value, period) as gini from inequality where measure = 'gini' and weighting = 'none' and group_by = 'all' and value is not null and scale_type <> 'count' and indicator_id in (select indicator_id from indicators) and indicator_id not in (select indicator_id from few) group by 1
-- at: inequality
with newest as (select indicator_id, max(period) as period from indicator_values where not within_year and level = 'community' and value is not null group by 1)
select v.indicator_id as page, 100.0 * count(*) filter (v.value = 0) / count(*) as none from indicator_values v join newest using (indicator_id, period) join communities c on c.community_id = v.territory_id
where v.level = 'community' and c.is_ranked and v.value is not null and v.indicator_id in (select indicator_id from inequality where scale_type = 'count') and v.indicator_id not in (select indicator_id from few) group by 1
-- at: finding
with newest as (select indicator_id, level, max(period) as period from indicator_values where not within_year and value is not null group by 1, 2),
v as (select v.indicator_id, v.period, v.value from indicator_values v join newest using (indicator_id, level, period) join communities c on c.community_id = v.territory_id where v.level = 'community' and c.is_ranked and v.value is not null and v.indicator_id not in (select indicator_id from few)),
own as (select indicator_id, any_value(period) as period, avg(value) as mean, median(value) as median, quantile_cont(value, 0.9) as p90, min(value) as least, max(value) as most, count(*) as n from v group by 1),
country as (select indicator_id, period, value from indicator_values where level = 'country' and value is not null),
kind as (select indicator_id, absence = 'lower_bound' as least_only, unit_en = '% of communities' as yes_no, unit_uk, unit_en from indicators),
ranked as (select count(*) as of from communities where is_ranked)
select o.indicator_id as page, regexp_extract(o.period, '\d{4}')::bigint as year, case when o.period like '%-Q%' then right(o.period, 1)::bigint end as quarter,
    case when least_only then o.n end as known, case when least_only then r.of end as of,
    case when least_only and yes_no then 100.0 * o.n / r.of end as at_least, case when least_only and not yes_no then u.value end as in_country,
    case when yes_no and not least_only then o.mean end as mean, case when yes_no and not least_only then u.value end as residents,
    case when not yes_no then k.unit_uk end as unit_uk, case when not yes_no then k.unit_en end as unit_en,
    case when not yes_no and not least_only then o.median end as median,
    case when not yes_no and not least_only and (o.median > o.least or o.p90 > o.median) then o.p90 end as p90,
    case when not yes_no and not least_only and o.median <= o.least and o.p90 <= o.median then o.most end as most
from own o join kind k using (indicator_id) cross join ranked r left join country u on u.indicator_id = o.indicator_id and u.period = o.period
-- at: finding
select f.indicator_id as page, f.n, (select count(*) from communities where is_ranked) as ranked, left(f.period, 4)::bigint as year
from few f join indicators i using (indicator_id) where i.absence <> 'lower_bound'
-- at: finding
with newest as (select indicator_id, max(period) as period from indicator_values where not within_year and level = 'oblast' and value is not null group by 1),
v as (select v.*, o.name_uk, o.name_en from indicator_values v join newest using (indicator_id, period) join oblasts o on o.oblast_id = v.territory_id where v.level = 'oblast' and v.value is not null and v.indicator_id not in (select indicator_id from indicator_values where level = 'community' and value is not null)),
ends as (select indicator_id, any_value(period) as period, min(value) as low, first(name_uk order by value, territory_id desc) as low_uk, first(name_en order by value, territory_id desc) as low_en, max(value) as high, first(name_uk order by value desc, territory_id) as high_uk, first(name_en order by value desc, territory_id) as high_en from v group by 1)
select e.indicator_id as page, e.low, e.low_uk, e.low_en, e.high, e.high_uk, e.high_en, u.value as country, regexp_extract(e.period, '\d{4}')::bigint as year, i.unit_uk, i.unit_en
from ends e join indicators i using (indicator_id) left join indicator_values u on u.indicator_id = e.indicator_id and u.level = 'country' and u.period = e.period and u.value is not null
-- at: finding
with n as (select indicator_id, max(period) as period from national_values where indicator_id not in (select indicator_id from indicator_values where value is not null) group by 1)
select v.indicator_id as page, min(v.value) as low, nullif(max(v.value), min(v.value)) as high, any_value(left(n.period, 4)::bigint) as year, any_value(case when n.period like '%-Q%' then right(n.period, 1)::bigint end) as quarter, any_value(what_uk) as what_uk, any_value(what_en) as what_en
from national_values v join n using (indicator_id, period) group by 1
-- at: map
with newest as (select indicator_id, max(period) as period from indicator_values where not within_year and level = 'community' group by 1),
m as (select v.indicator_id, c.oblast_id, avg(v.value) as mean from indicator_values v join newest using (indicator_id, period) join communities c on c.community_id = v.territory_id where v.level = 'community' and c.is_ranked and v.value is not null group by 1, 2 having count(*) >= 10)
select m.indicator_id as page, m.mean, o.name_uk, o.name_en, case when i.unit_en <> '% of communities' then i.unit_uk end as unit_uk, case when i.unit_en <> '% of communities' then i.unit_en end as unit_en
from m join oblasts o using (oblast_id) join indicators i using (indicator_id) where i.absence <> 'lower_bound' and m.indicator_id not in (select indicator_id from few) qualify row_number() over (partition by m.indicator_id order by round(m.mean, 9) desc, m.oblast_id) = 1
-- at: map
with newest as (select indicator_id, max(period) as period from indicator_values where not within_year and level = 'community' group by 1)
select i.indicator_id as page, 100.0 * count(v.value) / (select count(*) from communities where is_ranked) as known
from indicators i join newest n using (indicator_id) join indicator_values v on v.indicator_id = n.indicator_id and v.period = n.period join communities c on c.community_id = v.territory_id
where i.absence = 'lower_bound' and v.level = 'community' and c.is_ranked group by 1
-- at: spread
with newest as (select indicator_id, max(period) as period from indicator_values where not within_year and level = 'community' group by 1),
m as (select v.indicator_id, avg(v.value) as mean from indicator_values v join newest using (indicator_id, period) join communities c on c.community_id = v.territory_id where v.level = 'community' and c.is_ranked and v.value is not null group by v.indicator_id, c.oblast_id having count(*) >= 10),
ends as (select indicator_id, min(mean) as low, max(mean) as high from m group by 1),
share as (select indicator_id, arg_max(within, period) as within, arg_max(between, period) as between from inequality_decomposition where measure = 'theil_t' and weighting = 'none' and group_by = 'oblast' and indicator_id not in (select indicator_id from inequality where scale_type = 'count') group by 1)
select i.indicator_id as page, case when i.unit_en = '% of communities' then e.low end as low, case when i.unit_en = '% of communities' then e.high end as high, case when i.unit_en <> '% of communities' or e.low is null then 100 * s.within / (s.within + s.between) end as within
from indicators i join newest using (indicator_id) left join ends e using (indicator_id) left join share s using (indicator_id) where (e.low is not null or s.within is not null) and i.absence <> 'lower_bound' and i.indicator_id not in (select indicator_id from few)

-- at: chart-map
select indicator_id as page, short_uk, short_en from indicators join (select distinct indicator_id from indicator_values where level = 'community' and value is not null) using (indicator_id) where indicator_id not in (select indicator_id from few)
-- at: chart-strip
with newest as (select indicator_id, max(period) as period from indicator_values where not within_year and level = 'community' and value is not null group by 1),
v as (select v.indicator_id, c.oblast_id, v.value from indicator_values v join newest n on n.indicator_id = v.indicator_id and n.period = v.period join indicators i on i.indicator_id = v.indicator_id join communities c on c.community_id = v.territory_id where v.level = 'community' and c.is_ranked and v.value is not null and i.unit_en <> '% of communities' and i.absence <> 'lower_bound' and v.indicator_id not in (select indicator_id from few)),
small as (select indicator_id from v group by 1 having bool_and(value = trunc(value) and value >= 0) and max(value) >= 2 and count(*) filter (value <= 4) >= 0.9 * count(*)),
m as (select indicator_id, oblast_id, 100.0 * count(*) filter (value > 0) / count(*) as share from v join small using (indicator_id) group by 1, 2 having count(*) >= 10)
select indicator_id as page, min(share) as low, max(share) as high from m group by 1
-- at: chart-history
select indicator_id as page, short_uk, short_en from indicators join (select indicator_id from indicator_values where not within_year and value is not null and level in ('country', 'community') group by 1 having count(distinct period) > 1) using (indicator_id) where regexp_matches(short_en, '\d')
