-- page: communities/index.html
-- at: finding
with t as (select * from index_status where index_id = 'open_readiness'),
v as (select v.value from indicator_values v join communities c on c.community_id = v.territory_id where v.indicator_id = 'open.service_conditions' and v.level = 'community' and c.is_ranked and v.value is not null and v.period = (select max(period) from indicator_values where not within_year and indicator_id = 'open.service_conditions' and level = 'community'))
select if(t.status = 'ranked', t.told, (select count(*) from v)) as n, if(t.status = 'ranked', t.scored, (select median(value) from v)) as of, if(t.status = 'ranked', t.not_told, 100) as not_told, if(t.status = 'ranked', 2020, null) as first, if(t.status = 'ranked', 2025, null) as last from t
-- at: size
with v as (select v.value, c.size_class from indicator_values v join communities c on c.community_id = v.territory_id where v.indicator_id = 'open.own_revenue_per_resident' and v.level = 'community' and c.is_ranked and v.value is not null and v.period = (select max(period) from indicator_values where not within_year and indicator_id = 'open.own_revenue_per_resident' and level = 'community'))
select median(value) filter (size_class = '100k_500k') as large, median(value) filter (size_class = '10k_20k') as small, 'на 100–500 тис.' as large_uk, 'на 10–20 тис.' as small_uk, '100,000–500,000' as large_en, '10,000–20,000' as small_en from v
