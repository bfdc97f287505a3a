-- page: communities/index.html
-- at: finding
-- fixed: 100 2020 2025
select min(r.score) as least, median(r.score) as median, max(r.score) as most from open_readiness r join communities c on c.community_id = r.territory_id where r.level = 'community' and c.is_ranked
-- at: size
select median(r.score) filter (c.size_class = '100k_500k') as large, median(r.score) filter (c.size_class = '10k_20k') as small, 'на 100–500 тис.' as large_uk, 'на 10–20 тис.' as small_uk, '100,000–500,000' as large_en, '10,000–20,000' as small_en from open_readiness r join communities c on c.community_id = r.territory_id where r.level = 'community' and c.is_ranked
