-- One row an oblast: download in its raions before the invasion, on average and at both ends; the largest gap inside first.
select
    o.slug, o.name_uk, o.name_en, o.short_uk as oblast_uk, o.short_en as oblast_en, count(*) as raions, avg(r.download_mbps order by r.territory_id) as mean_mbps, min(r.download_mbps) as min_mbps, max(r.download_mbps) as max_mbps,
    max(r.download_mbps) / min(r.download_mbps) as ratio
from mart.speed_raion r
join mart.oblast o using (oblast_id)
where r.quarter = '2021-Q4' and not r.occupied
group by o.slug, o.name_uk, o.name_en, o.short_uk, o.short_en
having count(*) > 1
order by ratio desc, o.slug
