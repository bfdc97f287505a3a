-- One row a community, oblast or the country, a year and a code that has a name (division of functions, economic code, one of five programmes): what was spent under it,
-- as a share of all spending and per resident. Oblasts and the country sum all communities whose spending is known, ranked or not. Zeros are known and stand here.
with member as (
    select y.community_id, y.year, y.total_uah::decimal(20, 2) as total, c.population, unnest([
        {'level': 'community', 'unit_id': y.community_id},
        {'level': 'oblast', 'unit_id': c.oblast_id},
        {'level': 'country', 'unit_id': 'UA'}
    ], recursive := true)
    from mart.spending_year y
    join mart.community c using (community_id)
),
unit as (
    select level, unit_id, year, count(*) as asked, sum(total) as total, if(count(population) = count(*), sum(population), null) as population from member group by all
),
part as (
    select s.community_id, s.year, b.kind, b.division as code, sum(s.amount_uah::decimal(20, 2)) as amount
    from mart.community_spending s
    join mart.budget_code b on b.year = s.year and b.kind = s.kind and b.code = s.code
    where b.name_uk is not null
    group by all
),
summed as (
    select m.level, m.unit_id, m.year, p.kind, p.code, count(*) as communities, sum(p.amount) as amount
    from member m
    join part p on p.community_id = m.community_id and p.year = m.year
    group by all
),
named as (
    select distinct year, kind, division as code, name_uk, name_en from mart.budget_code where name_uk is not null
)
select
    u.level,
    u.unit_id,
    u.year,
    n.kind,
    n.code,
    n.name_uk,
    n.name_en,
    coalesce(s.amount, 0)::double as amount_uah,
    100 * coalesce(s.amount, 0)::double / u.total::double as share,
    coalesce(s.amount, 0)::double / u.population as per_resident,
    coalesce(s.communities, 0) as communities,
    u.asked
from unit u
join named n using (year)
left join summed s on s.level = u.level and s.unit_id = u.unit_id and s.year = u.year and s.kind = n.kind and s.code = n.code
