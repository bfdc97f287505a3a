-- Numerator, denominator and value of an indicator go together the same way in all its rows.
with r as (select *, value * den / num as scale from indicator_values where num <> 0 and den <> 0 and value is not null and level = 'community'),
m as (select indicator_id, quantile_disc(scale, 0.5) as usual, avg((abs(scale / 100 - 1) < 1e-6)::integer) as hundred from r group by 1),
k as (select indicator_id, usual from r join m using (indicator_id) group by 1, 2 having avg((abs(scale / usual - 1) < 1e-6)::integer) > 0.9)
select 'indicator_values ' || indicator_id || ' ' || territory_id || ' ' || period as at, value as says, usual * num / den as but
from indicator_values join k using (indicator_id) where level = 'community' and den <> 0 and value is not null and abs(value - usual * num / den) > 1e-6 * greatest(1, abs(value))

-- A value that is known has no mark of a missing one, and the other way round.
select 'indicator_values ' || indicator_id || ' ' || territory_id || ' ' || period as at, coalesce(value::varchar, 'no value') as says, 'status ' || obs_status as but
from indicator_values where value is null and coalesce(obs_status, '') not in (':', 'n', 'c', 'u') or value is not null and obs_status in (':', 'n', 'c')

-- A share lies between 0 and 100, and an interval around its value.
select 'indicator_values ' || v.indicator_id || ' ' || v.territory_id || ' ' || v.period as at, v.value as says, '0 to 100' as but
from indicator_values v join indicators i using (indicator_id) where (i.unit_en like '\%%' escape '\' or i.unit_en like 'yes%') and (v.value < 0 or v.value > 100 + 1e-9)
union all
select 'indicator_values ' || indicator_id || ' ' || territory_id || ' ' || period, value, low || ' to ' || high
from indicator_values where value < low - 1e-9 or value > high + 1e-9

-- A territory has one name.
select 'indicator_values ' || v.indicator_id || ' ' || v.territory_id || ' ' || v.period as at, v.territory_uk || ', ' || v.territory_en as says, c.title_uk || ', ' || c.title_en as but
from indicator_values v join communities c on c.community_id = v.territory_id where v.level = 'community' and (v.territory_uk, v.territory_en) is distinct from (c.title_uk, c.title_en)
union all
select 'indicator_values ' || v.indicator_id || ' ' || v.territory_id || ' ' || v.period, v.territory_uk || ', ' || v.territory_en, o.name_uk || ', ' || o.name_en
from indicator_values v join oblasts o on o.oblast_id = v.territory_id where v.level = 'oblast' and (v.territory_uk, v.territory_en) is distinct from (o.name_uk, o.name_en)
union all
select 'territories ' || t.territory_id, t.name_uk, c.name_uk from territories t join communities c on c.community_id = t.territory_id where t.name_uk <> c.name_uk or t.name_en <> c.name_en

-- The value of an oblast and of the country is that of its ranked communities: sum by sum where it is carried up, else the mean of residents.
with i as (select indicator_id, up, coalesce(try_cast(scale as double), 1) as times from indicators where up in ('ratio', 'mean')),
measured as (select distinct indicator_id, period from indicator_values where level = 'community' and value is not null),
v as (select v.*, i.up, i.times, c.population, c.oblast_id from indicator_values v join i using (indicator_id) join communities c on c.community_id = v.territory_id where v.level = 'community' and c.is_ranked and v.value is not null),
above as (
    select indicator_id, period, 'oblast' as level, oblast_id as territory_id, any_value(up) as up, any_value(times) * sum(num) / sum(den) as ratio, sum(value * population) / sum(population) as mean, sum(num) as num, sum(den) as den from v group by all
    union all
    select indicator_id, period, 'country', 'UA', any_value(up), any_value(times) * sum(num) / sum(den), sum(value * population) / sum(population), sum(num), sum(den) from v group by all
)
select 'indicator_values ' || indicator_id || ' ' || a.territory_id || ' ' || a.period as at, u.value as says, if(a.up = 'ratio', a.ratio, a.mean) as but
from above a join indicator_values u using (indicator_id, period, level, territory_id)
where u.value is not null and coalesce(u.obs_status, '') not in ('>', 'c') and (indicator_id, period) not in (select (indicator_id, period) from indicator_values where level = 'community' and obs_status = 'c') -- of hidden communities nobody can follow the sum
    and abs(u.value - if(a.up = 'ratio', a.ratio, a.mean)) > 1e-5 * greatest(1, abs(a.mean))

-- What is told of a group of communities is told of the values of its ranked communities.
with v as (
    select v.indicator_id, v.period, v.value, c.population, g.group_by, case g.group_by when 'all' then 'all' when 'oblast' then c.oblast_id when 'urbanity' then c.urbanity when 'size_class' then c.size_class when 'creation' then c.creation when 'kind' then c.kind when 'war_zone' then c.war_zone end as group_id
    from (select indicator_id, period, territory_id, value from observation where level = 'community' union all select index_id, period, unit_id, value from index_scores where level = 'community' and node_id = index_id union all select 'dmi', period, community_id, dmi from dmi_hromada union all select 'dmi_core', period, community_id, dmi_core from dmi_hromada union all select 'sqi', period, unit_id, sqi from sqi where level = 'community') v
    join communities c on c.community_id = v.territory_id and c.is_ranked, (values ('all'), ('oblast'), ('urbanity'), ('size_class'), ('creation'), ('kind'), ('war_zone')) g(group_by)
    where v.value is not null
), e as (
    select indicator_id, period, group_by, group_id, count(*) as n, avg(value) as mean, sum(value * population) / sum(population) as weighted_mean, median(value) as median, quantile_cont(value, 0.1) as p10, quantile_cont(value, 0.9) as p90, min(value) as min, max(value) as max
    from v group by all
), ranked as (
    select g.group_by, case g.group_by when 'all' then 'all' when 'oblast' then c.oblast_id when 'urbanity' then c.urbanity when 'size_class' then c.size_class when 'creation' then c.creation when 'kind' then c.kind when 'war_zone' then c.war_zone end as group_id, count(*) as ranked
    from communities c, (values ('all'), ('oblast'), ('urbanity'), ('size_class'), ('creation'), ('kind'), ('war_zone')) g(group_by) where c.is_ranked group by all
), pair as (
    select s.indicator_id, s.period, s.group_by, s.group_id, unnest(['n', 'missing', 'mean', 'weighted_mean', 'median', 'p10', 'p90', 'min', 'max']) as what,
        unnest([s.n::double, s.missing, s.mean, s.weighted_mean, s.median, s.p10, s.p90, s.min, s.max]) as says, unnest(if(s.obs_status = 'u', [e.n::double, r.ranked - e.n, null, null, null, null, null, null, null], [e.n::double, r.ranked - e.n, e.mean, e.weighted_mean, e.median, e.p10, e.p90, e.min, e.max])) as but -- u: too few communities handed in a value, n is told alone
    from summary s left join e using (indicator_id, period, group_by, group_id) left join ranked r using (group_by, group_id)
)
select 'summary ' || indicator_id || ' ' || period || ' ' || group_by || ' ' || group_id || ' ' || what as at, says, but from pair
where (says is null) <> (but is null) or abs(says - but) > 1e-6 * greatest(1, abs(but))

-- Each group with values is told of.
with v as (
    select distinct v.indicator_id, v.period, c.oblast_id from observation v join communities c on c.community_id = v.territory_id and c.is_ranked where v.level = 'community' and v.value is not null
    and v.indicator_id in (select indicator_id from summary)
)
select 'summary ' || v.indicator_id || ' ' || v.period || ' oblast ' || v.oblast_id as at, 'nothing' as says, 'values of its communities' as but
from v anti join summary s on s.indicator_id = v.indicator_id and s.period = v.period and s.group_by = 'oblast' and s.group_id = v.oblast_id
