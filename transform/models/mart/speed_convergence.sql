-- One row a country and period (to the last quarter of 2021 and to the newest): whether slower regions caught up. Beta is the slope of yearly growth of the logarithm of download on
-- its logarithm at the beginning, sigma the standard deviation of logarithms at either end; a country with fewer than ten regions at both ends is left out.
with edge as (
    select min(quarter) as first_quarter, max(quarter) as newest from mart.speed_region
),
period as (
    select first_quarter as from_quarter, unnest(list_distinct(['2021-Q4', newest])) as to_quarter from edge
),
pair as (
    select
        a.country_code,
        p.from_quarter,
        p.to_quarter,
        a.region_id,
        ln(a.download_mbps) as x0,
        ln(b.download_mbps) as x1,
        (right(p.to_quarter, 1)::bigint - right(p.from_quarter, 1)::bigint) / 4 + left(p.to_quarter, 4)::bigint - left(p.from_quarter, 4)::bigint as years
    from period p
    join mart.speed_region a on a.quarter = p.from_quarter
    join mart.speed_region b on b.region_id = a.region_id and b.quarter = p.to_quarter
    where a.download_mbps > 0 and b.download_mbps > 0
)
select
    country_code,
    from_quarter,
    to_quarter,
    count(*) as regions,
    round(regr_slope((x1 - x0) / years, x0 order by region_id), 9) as beta,
    round(regr_r2((x1 - x0) / years, x0 order by region_id), 9) as r2,
    round(stddev_pop(x0 order by region_id), 9) as sigma_from,
    round(stddev_pop(x1 order by region_id), 9) as sigma_to
from pair
group by all
having count(*) >= 10
