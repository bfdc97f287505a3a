-- page: index.html
-- at: h1
select count(*) filter (k.status = 'present') as present, count(*) as ranked,
    100.0 * count(*) filter (k.saturday) / count(k.saturday) as saturday, count(k.saturday) as hours_known
from communities c join cnap_communities k using (community_id) where c.is_ranked
-- at: lead
select count(*) from communities where kind is distinct from 'city'
-- at: maturity
-- fixed: 100
with newest as (select max(period) as period from dmi_hromada where dmi is not null)
select count(*) as n, median(h.dmi) as median, any_value(h.period)::bigint as year
from dmi_hromada h join newest using (period) join communities c using (community_id)
where c.is_ranked and h.dmi is not null having count(*) > 0
-- at: map
-- fixed: 100
with t as (select * from index_status where index_id = 'open_readiness'),
v as (select v.value from indicator_values v join communities c on c.community_id = v.territory_id where v.indicator_id = 'open.service_conditions' and v.level = 'community' and c.is_ranked and v.value is not null and v.period = (select max(period) from indicator_values where not within_year and indicator_id = 'open.service_conditions' and level = 'community'))
select if(t.status = 'ranked', t.told, (select median(value) from v)) as shown, if(t.status = 'ranked', t.scored, null) as of from t

-- at: chart-conditions
with v as (select v.value from indicator_values v join communities c on c.community_id = v.territory_id where v.indicator_id = 'open.service_conditions' and v.level = 'community' and c.is_ranked and v.value is not null and v.period = (select max(period) from indicator_values where not within_year and indicator_id = 'open.service_conditions' and level = 'community'))
select min(value) as least, max(value) as most, quantile_cont(value, 0.9) as p90 from v having (select status from index_status where index_id = 'open_readiness') = 'withdrawn'
-- at: tile-points
-- fixed: 2025
select count(*) filter (k.status = 'present') as present, count(*) as ranked, count(*) filter (k.status = 'unknown') as unknown from communities c join cnap_communities k using (community_id) where c.is_ranked
-- at: tile-saturday
-- fixed: 2025
select 100.0 * count(*) filter (k.saturday) / count(k.saturday) as share, count(k.saturday) as n from communities c join cnap_communities k using (community_id) where c.is_ranked
-- at: tile-braille
-- fixed: 2025
select 100.0 * count(*) filter (k.braille) / count(k.braille) as share, count(k.braille) as n from communities c join cnap_communities k using (community_id) where c.is_ranked
-- at: tile-tools
-- fixed: 2022
select count(*) filter (e.tools > 0) as some, count(*) as ranked, count(*) filter (e.ambiguous or e.tools is null) as unknown from communities c join edemocracy e using (community_id) where c.is_ranked
-- at: tile-gini
-- fixed: 0
select value as gini, n, left(period, 4)::bigint as year from inequality where indicator_id = 'open.own_revenue_per_resident' and measure = 'gini' and weighting = 'none' and group_by = 'all' order by period desc limit 1
