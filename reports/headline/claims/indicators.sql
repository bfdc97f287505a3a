-- page: indicators/index.html
-- at: finding
with measured as (select distinct indicator_id from indicator_values where value is not null)
select count(m.indicator_id) as have, nullif(count(*) - count(m.indicator_id), 0) as wait from indicators i left join measured m using (indicator_id)
-- at: awaited
with measured as (select distinct indicator_id from indicator_values where value is not null)
select count(*) - count(m.indicator_id) as wait from indicators i left join measured m using (indicator_id) having wait > 0
-- page: indicators/*.html
-- at: h1
select indicator_id as page, coalesce(title_uk, short_uk) as title_uk, coalesce(title_en, short_en) as title_en from indicators
-- at: inequality
select indicator_id as page, arg_max(value, period) as gini from inequality where measure = 'gini' and weighting = 'none' and group_by = 'all' and value is not null and indicator_id in (select indicator_id from indicators) group by 1
-- at: finding
with newest as (select indicator_id, max(period) as period from indicator_values where level = 'community' and not within_year group by 1),
v as (select v.indicator_id, v.period, v.value from indicator_values v join newest using (indicator_id, period) join communities c on c.community_id = v.territory_id where v.level = 'community' and c.is_ranked and v.value is not null),
own as (select indicator_id, any_value(period) as period, avg(value) as mean, median(value) as median, quantile_cont(value, 0.9) as p90, min(value) as least, max(value) as most from v group by 1)
select o.indicator_id as page, left(o.period, 4)::bigint as year, case when o.period like '%-Q%' then right(o.period, 1)::bigint end as quarter,
    case when i.unit_en = '% of communities' then o.mean end as mean, case when i.unit_en = '% of communities' then u.value end as residents,
    case when i.unit_en <> '% of communities' then i.unit_uk end as unit_uk, case when i.unit_en <> '% of communities' then i.unit_en end as unit_en,
    case when i.unit_en <> '% of communities' then o.median end as median,
    case when i.unit_en <> '% of communities' and (o.median > o.least or o.p90 > o.median) then o.p90 end as p90,
    case when i.unit_en <> '% of communities' and o.median <= o.least and o.p90 <= o.median then o.most end as most
from own o join indicators i using (indicator_id) left join indicator_values u on u.indicator_id = o.indicator_id and u.level = 'country' and u.period = o.period
-- at: map
with newest as (select indicator_id, max(period) as period from indicator_values where level = 'community' and not within_year group by 1),
m as (select v.indicator_id, c.oblast_id, avg(v.value) as mean from indicator_values v join newest using (indicator_id, period) join communities c on c.community_id = v.territory_id where v.level = 'community' and c.is_ranked and v.value is not null group by 1, 2 having count(*) >= 10)
select m.indicator_id as page, m.mean, o.name_uk, o.name_en, case when i.unit_en <> '% of communities' then i.unit_uk end as unit_uk, case when i.unit_en <> '% of communities' then i.unit_en end as unit_en
from m join oblasts o using (oblast_id) join indicators i using (indicator_id) qualify row_number() over (partition by m.indicator_id order by round(m.mean, 9) desc, m.oblast_id) = 1
-- at: spread
with newest as (select indicator_id, max(period) as period from indicator_values where level = 'community' and not within_year group by 1),
m as (select v.indicator_id, avg(v.value) as mean from indicator_values v join newest using (indicator_id, period) join communities c on c.community_id = v.territory_id where v.level = 'community' and c.is_ranked and v.value is not null group by v.indicator_id, c.oblast_id having count(*) >= 10),
ends as (select indicator_id, min(mean) as low, max(mean) as high from m group by 1),
share as (select indicator_id, arg_max(within, period) as within, arg_max(between, period) as between from inequality_decomposition where measure = 'theil_t' and weighting = 'none' and group_by = 'oblast' group by 1)
select i.indicator_id as page, case when i.unit_en = '% of communities' then e.low end as low, case when i.unit_en = '% of communities' then e.high end as high, case when i.unit_en <> '% of communities' or e.low is null then 100 * s.within / (s.within + s.between) end as within
from indicators i join newest using (indicator_id) left join ends e using (indicator_id) left join share s using (indicator_id) where e.low is not null or s.within is not null
