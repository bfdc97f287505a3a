-- One row, the last quarter before the invasion: Ukraine on average, its slowest and fastest raion, and the fastest of five neighbouring countries.
with r as (
    select max_by(territory_id, (download_mbps, territory_id)) as fastest, min_by(territory_id, (download_mbps, territory_id)) as slowest, count(*) as raions, median(download_mbps) as median
    from mart.speed_raion where quarter = '2021-Q4' and not occupied
)
select
    u.quarter, u.download_mbps, r.raions, r.median,
    s.name_uk as slowest_uk, s.name_en as slowest_en, s.download_mbps as slowest_mbps, f.download_mbps as fastest_mbps, f.name_uk as fastest_uk, f.name_en as fastest_en,
    n.country_code as ahead_code, n.name_uk as ahead_uk, n.name_en as ahead_en, n.download_mbps as country_mbps, n.to_ukraine
from mart.speed_country u
cross join r
join mart.speed_raion s on s.territory_id = r.slowest and s.quarter = u.quarter
join mart.speed_raion f on f.territory_id = r.fastest and f.quarter = u.quarter
join (select * from mart.speed_country where quarter = '2021-Q4' and country_code in ('PL', 'RO', 'SK', 'HU', 'MD') order by download_mbps desc, country_code limit 1) n on true
where u.country_code = 'UA' and u.quarter = '2021-Q4'
