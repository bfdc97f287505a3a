-- One row Ukraine or one of five neighbouring countries: download at three quarters, and how far it is ahead of Ukraine before the invasion.
select
    country_code, any_value(name_uk) as name_uk, any_value(name_en) as name_en,
    max(download_mbps) filter (quarter = '2019-Q1') as first_mbps,
    max(download_mbps) filter (quarter = '2021-Q4') as peace_mbps,
    max(to_ukraine) filter (quarter = '2021-Q4') as to_ukraine,
    max(ahead_mbps) filter (quarter = '2021-Q4') as ahead_mbps,
    max(download_mbps) filter (quarter = '2022-Q2') as newest_mbps,
    max(latency_ms) filter (quarter = '2021-Q4') as latency_ms
from mart.speed_country
where country_code in ('UA', 'PL', 'RO', 'SK', 'HU', 'MD')
group by country_code
order by peace_mbps desc, country_code
