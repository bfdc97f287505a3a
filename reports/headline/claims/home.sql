-- page: index.html
-- at: h1
-- fixed: 2025
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
v as (select v.value from indicator_values v join communities c on c.community_id = v.territory_id where v.indicator_id = 'open.service_conditions' and v.level = 'community' and c.is_ranked and v.value is not null and v.period = (select max(period) from indicator_values where indicator_id = 'open.service_conditions' and level = 'community'))
select if(t.status = 'ranked', t.told, (select median(value) from v)) as shown, if(t.status = 'ranked', t.scored, null) as of from t
