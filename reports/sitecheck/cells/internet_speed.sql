-- page: internet-speed/index.html
-- table: chart-map
-- keys: none
select max(download_mbps) filter (quarter = '2019-Q1') as c3, max(download_mbps) filter (quarter = '2021-Q4') as c4, max(download_mbps) filter (quarter = '2022-Q2') as c5, max(latency_ms) filter (quarter = '2021-Q4') as c6
from internet_speed_raions where not occupied group by territory_id
-- table: chart-countries
select any_value(name_uk) as row_uk, any_value(name_en) as row_en, max(download_mbps) filter (quarter = '2019-Q1') as c2, max(download_mbps) filter (quarter = '2021-Q4') as c3, max(to_ukraine) filter (quarter = '2021-Q4') as c4,
    max(ahead_mbps) filter (quarter = '2021-Q4') as c5, max(download_mbps) filter (quarter = '2022-Q2') as c6, max(latency_ms) filter (quarter = '2021-Q4') as c7
from internet_speed_countries where country_code in ('UA', 'PL', 'RO', 'SK', 'HU', 'MD') group by country_code
-- table: inequality 1
-- keys: none
with r as (select quarter, download_mbps as x, row_number() over (partition by quarter order by download_mbps) as i, count(*) over (partition by quarter) as n from internet_speed_raions where not occupied)
select median(x) as c2, min(x) as c3, max(x) as c4, sum((2 * i - n - 1) * x) / (any_value(n) * sum(x)) as c5 from r group by quarter
-- table: inequality 2
select p.name_uk as row_uk, p.name_en as row_en, p.regions as c2, f.gini as c3, p.gini as c4, 100 * p.theil_between / p.theil_t as c5, p.region_min as c6, p.region_max as c7
from internet_speed_countries p left join internet_speed_countries f on f.country_code = p.country_code and f.quarter = '2019-Q1' where p.quarter = '2021-Q4' and p.regions >= 10
-- table: oblasts
-- keys: link
select o.slug as row, count(*) as c2, avg(r.download_mbps) as c3, min(r.download_mbps) as c4, max(r.download_mbps) as c5, max(r.download_mbps) / min(r.download_mbps) as c6
from internet_speed_raions r join oblasts o using (oblast_id) where r.quarter = '2021-Q4' and not r.occupied group by 1 having count(*) > 1
-- table: convergence
-- keys: none
select regions as c3, beta as c4, r2 as c5, sigma_from as c6, sigma_to as c7 from internet_speed_convergence where country_code in ('UA', 'PL', 'RO', 'SK', 'HU', 'MD')
-- table: opt-chart-map
-- keys: none
select download_mbps as c1 from internet_speed_raions
-- table: opt-chart-countries
-- keys: none
select download_mbps as c1 from internet_speed_countries
