-- One row a raion or Kyiv: download in the first quarter, the last one before the invasion and the newest, fastest before the invasion first. Crimea and Sevastopol are on the map as occupied.
select
    territory_id, any_value(r.pcode) as code, any_value(r.name_uk) as title_uk, any_value(r.name_en) as title_en, any_value(o.short_uk) as oblast_uk, any_value(o.short_en) as oblast_en, any_value(o.slug) as slug, bool_or(r.occupied) as occupied, 'oblast' as link,
    max(download_mbps) filter (quarter = '2019-Q1') as first_mbps,
    max(download_mbps) filter (quarter = '2021-Q4') as value,
    max(latency_ms) filter (quarter = '2021-Q4') as latency_ms,
    max(download_mbps) filter (quarter = '2022-Q2') as newest_mbps
from mart.speed_raion r
join mart.oblast o using (oblast_id)
group by territory_id
order by value desc, territory_id
