-- One row a country and quarter: download of fixed internet on average over tests and beside Ukraine, and how unequal its regions are, each counted once. Theil's T splits into what lies
-- between the larger regions (oblasts, NUTS 2) and within them where the country has at least two; of a country with fewer than five regions inequality is not told.
with ordered as (
    select *, row_number() over (partition by country_code, quarter order by download_mbps, region_id) as place, count(*) over (partition by country_code, quarter) as n,
        avg(download_mbps) over (partition by country_code, quarter order by download_mbps, region_id rows between unbounded preceding and unbounded following) as mean
    from mart.speed_region
),
larger as (
    select country_code, quarter, group_id, count(*) as n, avg(download_mbps order by region_id) as mean from mart.speed_region where group_id is not null group by all
),
between_larger as (
    select g.country_code, g.quarter, count(*) as larger_regions, sum(g.n * g.mean / (o.n * o.mean) * ln(g.mean / o.mean) order by g.group_id) as theil_between
    from larger g
    join (select distinct country_code, quarter, n, mean from ordered) o using (country_code, quarter)
    group by all
    having count(*) >= 2 and sum(g.n) = any_value(o.n)
),
measured as (
    select
        country_code,
        quarter,
        any_value(n) as regions,
        any_value(mean) as region_mean,
        median(download_mbps) as region_median,
        min(download_mbps) as region_min,
        max(download_mbps) as region_max,
        sum((2 * place - n - 1) * download_mbps order by place) / (any_value(n) * sum(download_mbps order by place)) as gini,
        avg(download_mbps / mean * ln(download_mbps / mean) order by place) as theil_t
    from ordered
    where download_mbps > 0
    group by all
)
select
    c.country_code,
    k.name_uk,
    k.name_en,
    c.quarter,
    c.download_mbps,
    c.latency_ms,
    c.download_mbps / u.download_mbps as to_ukraine,
    c.download_mbps - u.download_mbps as ahead_mbps,
    m.regions,
    m.region_mean,
    m.region_median,
    m.region_min,
    m.region_max,
    if(m.regions >= 5, round(m.gini, 9), null) as gini,
    if(m.regions >= 5, round(m.theil_t, 9), null) as theil_t,
    if(m.regions >= 5, round(b.theil_between, 9), null) as theil_between,
    if(m.regions >= 5, round(m.theil_t - b.theil_between, 9), null) as theil_within,
    b.larger_regions
from raw.edjnet_speed_country c
join raw.country k using (country_code)
left join raw.edjnet_speed_country u on u.country_code = 'UA' and u.quarter = c.quarter
left join measured m on m.country_code = c.country_code and m.quarter = c.quarter
left join between_larger b on b.country_code = c.country_code and b.quarter = c.quarter
