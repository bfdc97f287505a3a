-- page: internet-speed/index.html
-- at: finding
select u.download_mbps as ours, n.to_ukraine as times, n.name_uk, n.name_en from internet_speed_countries u join internet_speed_countries n on n.quarter = u.quarter and n.country_code in ('PL', 'RO', 'SK', 'HU', 'MD')
where u.country_code = 'UA' and u.quarter = '2021-Q4' and exists (select 1 from internet_speed_raions where quarter = '2021-Q4' and not occupied) order by n.download_mbps desc, n.country_code limit 1
-- at: map
select min(download_mbps) as slowest, max(download_mbps) as fastest, min_by(name_uk, download_mbps) as slowest_uk, max_by(name_uk, download_mbps) as fastest_uk, min_by(name_en, download_mbps) as slowest_en, max_by(name_en, download_mbps) as fastest_en
from internet_speed_raions where quarter = '2021-Q4' and not occupied having count(*) > 0
-- at: gap
select ahead_mbps, name_uk, name_en from internet_speed_countries where quarter = '2021-Q4' and country_code in ('PL', 'RO', 'SK', 'HU', 'MD') and exists (select 1 from internet_speed_raions where quarter = '2021-Q4' and not occupied)
order by download_mbps desc, country_code limit 1
-- at: inequality
select max(gini) filter (quarter = '2019-Q1') as first_gini, max(gini) filter (quarter = '2021-Q4') as gini from internet_speed_countries where country_code = 'UA' having count(gini) > 0
-- at: oblasts
select max(r.download_mbps) / min(r.download_mbps) as ratio, o.name_uk, o.name_en from internet_speed_raions r join oblasts o using (oblast_id) where r.quarter = '2021-Q4' and not r.occupied
group by o.name_uk, o.name_en, o.slug having count(*) > 1 order by ratio desc, o.slug limit 1
