-- The contributions of a score's leaves sum to it.
with r as (select index_id, level, unit_id, period, value from index_scores where node_id = index_id and value is not null),
k as (select s.index_id, s.level, s.unit_id, s.period, sum(s.contribution) as sum from index_scores s anti join indices i on i.index_id = s.index_id and i.parent_id = s.node_id where s.node_id <> s.index_id group by all having count(s.contribution) > 0)
select 'index_scores ' || index_id || ' ' || unit_id || ' ' || period as at, value as says, sum as but from r join k using (index_id, level, unit_id, period) where abs(value - sum) > 1e-5

-- A leaf of an index is its indicator between the goalposts, 0 to 100.
with s as (
    select s.index_id, s.unit_id, s.level, s.period, s.node_id, s.value, v.value as x, i.lo, i.hi, i.direction, i.log
    from index_scores s join indices i on i.index_id = s.index_id and i.node_id = s.node_id and i.indicator_id is not null and i.lo is not null
    join (select * from indicator_values qualify row_number() over (partition by indicator_id, level, territory_id order by period desc) = 1) v on v.indicator_id = i.indicator_id and v.level = s.level and v.territory_id = s.unit_id
    where s.value is not null and s.index_id <> 'service_conditions'
), e as (
    select *, case when log then ln((x + 0.0) / if(lo = 0, 1, lo)) / ln(hi / if(lo = 0, 1, lo)) else (x - lo) / (hi - lo) end as part from s
)
select 'index_scores ' || index_id || ' ' || unit_id || ' ' || node_id as at, value as says, 100 * least(1, greatest(0, if(direction = '-', 1 - part, part))) as but
from e where not coalesce(log, false) and abs(value - 100 * least(1, greatest(0, if(direction = '-', 1 - part, part)))) > 1e-5

-- A node of an index is the weighted mean of those of its children that have a value.
with c as (
    select s.index_id, s.level, s.unit_id, s.period, i.parent_id as node_id, sum(i.weight * s.value) / sum(i.weight) as mean, exp(sum(i.weight * ln(greatest(s.value, 1))) / sum(i.weight)) as gmean
    from index_scores s join indices i on i.index_id = s.index_id and i.node_id = s.node_id where s.value is not null and i.parent_id is not null group by all
)
select 'index_scores ' || s.index_id || ' ' || s.unit_id || ' ' || s.node_id as at, s.value as says, if(i.aggregate = 'gmean', c.gmean, c.mean) as but
from index_scores s join c using (index_id, level, unit_id, period, node_id) join indices i on i.index_id = s.index_id and i.node_id = s.node_id
where s.value is not null and abs(s.value - if(i.aggregate = 'gmean', c.gmean, c.mean)) > 1e-5

-- The wide table of open readiness says what the scores say.
with w as (unpivot (select territory_id, level, period, score as open_readiness, service, resources, self_organization from open_readiness) on open_readiness, service, resources, self_organization into name node_id value says),
s as (select * from index_scores where index_id = 'open_readiness')
select 'open_readiness ' || coalesce(w.territory_id, s.unit_id) || ' ' || node_id as at, w.says, s.value as but
from w full join (select level, unit_id as territory_id, unit_id, node_id, value from s where node_id in ('open_readiness', 'service', 'resources', 'self_organization') and value is not null) s using (level, territory_id, node_id)
where w.says is null or s.value is null or abs(w.says - s.value) > 1e-6
union all
select 'open_readiness ' || r.territory_id || ' coverage', r.coverage, s.coverage from open_readiness r join s on s.unit_id = r.territory_id and s.level = r.level and s.node_id = 'open_readiness' where abs(r.coverage - s.coverage) > 1e-6 or r.grade <> s.grade
union all
select 'open_readiness ' || territory_id || ' name', r.name_uk, title_uk from open_readiness r join communities c on c.community_id = r.territory_id where r.level = 'community' and (r.name_uk <> title_uk or r.name_en <> title_en or r.oblast_id <> c.oblast_id)

-- Shares of bands sum to one, and the band told of is made of the likeliest.
select 'open_readiness ' || territory_id || ' bands' as at, p_a + p_b + p_c + p_d + p_e as says, 1 as but from open_readiness where abs(p_a + p_b + p_c + p_d + p_e - 1) > 2e-3
union all
select 'open_readiness ' || territory_id || ' band ' || band, band_share, list_sum(list_transform(generate_series(ascii(left(band, 1)), ascii(right(band, 1))), x -> [p_a, p_b, p_c, p_d, p_e][x - 64]))
from open_readiness where band is not null and band <> 'unclear' and abs(band_share - list_sum(list_transform(generate_series(ascii(left(band, 1)), ascii(right(band, 1))), x -> [p_a, p_b, p_c, p_d, p_e][x - 64]))) > 1e-6
union all
select 'open_readiness ' || territory_id || ' interval', score, score_low || ' to ' || score_high from open_readiness where score_low > score_high or score_low < 0 or score_high > 100

-- What is told of peers is told of the communities of one group.
with e as (
    select a.territory_id, median(b.score) as median from open_readiness a join communities ca on ca.community_id = a.territory_id
    join communities cb on cb.is_ranked and cb.urbanity = split_part(ca.peer_group, ':', 1) and (ca.peer_group like '%:all' or cb.size_class = split_part(ca.peer_group, ':', 2))
    join open_readiness b on b.territory_id = cb.community_id and b.level = 'community'
    where a.level = 'community' and a.peer_median is not null group by all
)
select 'open_readiness ' || r.territory_id || ' peer_median' as at, r.peer_median as says, e.median as but from open_readiness r join e using (territory_id) where abs(r.peer_median - e.median) > 1e-6
union all
select 'open_readiness ' || r.territory_id || ' peer_group', r.peer_group, c.peer_group from open_readiness r join communities c on c.community_id = r.territory_id where r.level = 'community' and r.peer_group <> c.peer_group

-- A peer group has as many communities as it is said to have.
with e as (select a.community_id, count(*) as n from communities a join communities b on b.is_ranked and b.urbanity = split_part(a.peer_group, ':', 1) and (a.peer_group like '%:all' or b.size_class = split_part(a.peer_group, ':', 2)) where a.peer_group is not null group by 1)
select 'communities ' || community_id || ' peers' as at, c.peers as says, e.n as but from communities c join e using (community_id) where c.peers <> e.n

-- The weights of the parts of a node sum to one; an index made of some of another's parts keeps their weights.
select 'indices ' || index_id || ' ' || parent_id as at, sum(weight) as says, 1 as but from indices where parent_id is not null and index_id not in ('dmi_b', 'dmi_core') group by index_id, parent_id having abs(sum(weight) - 1) > 1e-9
union all
select 'indices ' || b.index_id || ' ' || b.node_id, b.weight, d.weight from indices b join indices d on d.index_id = 'dmi' and d.node_id = b.node_id where b.index_id in ('dmi_b', 'dmi_core') and b.level > 1 and b.weight <> d.weight

-- Coverage tells the grade.
select 'index_scores ' || index_id || ' ' || unit_id || ' ' || node_id as at, grade || ' at ' || coverage as says, 'the grade of others' as but
from index_scores s where grade is not null and exists (select 1 from (select index_id, grade, min(coverage) as lo, max(coverage) as hi from index_scores where grade is not null group by all) b where b.index_id = s.index_id and b.grade > s.grade and b.hi > s.coverage + 0.3)
union all
select 'index_scores ' || index_id || ' ' || unit_id || ' ' || node_id, coverage, 'between 0 and 1' from index_scores where coverage < 0 or coverage > 1 + 1e-9 or value < -1e-9 or value > 100 + 1e-9

-- How an index stands is counted from its scores.
with s as (select r.* from open_readiness r join communities c on c.community_id = r.territory_id where r.level = 'community' and c.is_ranked and r.band is not null)
select 'index_status ' || index_id || ' scored' as at, t.scored as says, (select count(*) from s) as but from index_status t where index_id = 'open_readiness' and t.scored <> (select count(*) from s)
union all
select 'index_status ' || index_id || ' one_band', t.one_band, (select count(*) from s where bands = 1) from index_status t where index_id = 'open_readiness' and t.one_band <> (select count(*) from s where bands = 1)
union all
select 'index_status ' || index_id || ' two_bands', t.two_bands, (select count(*) from s where bands = 2) from index_status t where index_id = 'open_readiness' and t.two_bands <> (select count(*) from s where bands = 2)
