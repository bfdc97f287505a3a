-- One row a settlement and year that the regulator lists: what access to the internet it has, and its residents where they are known.
-- An old code counts where one settlement alone has it. A technology with no operator is none; radio is fixed access by radio.
with crosswalk as (
    select koatuu, any_value(territory_id) as territory_id
    from raw.koatuu_crosswalk
    where category in ('M', 'X', 'C', 'K')
    group by koatuu
    having count(*) = 1
), entry as (
    select c.year, coalesce(c.katottg, x.territory_id) as territory_id, c.technology, coalesce(c.operators, 1) > 0 as offered, c.operators
    from raw.internet_coverage c
    left join crosswalk x on x.koatuu = case when c.katottg is null then lpad(c.koatuu, 10, '0') end
)
select
    t.territory_id as settlement_id,
    coalesce(t.community_id, t.territory_id) as community_id,
    e.year,
    bool_or(e.offered and e.technology in ('fttx', 'xpon', 'xdsl', 'docsis', 'radio')) as fixed,
    bool_or(e.offered and e.technology in ('fttx', 'xpon')) as fibre,
    bool_or(e.offered and e.technology = '4g') as mobile_4g,
    coalesce(max(e.operators) filter (e.technology not in ('4g', 'none')), 0) as operators_most,
    any_value(p.residents) as residents
from entry e
join mart.territory t on t.territory_id = e.territory_id and t.level in ('settlement', 'city')
left join raw.settlement_population p on p.settlement_id = t.territory_id
group by t.territory_id, t.community_id, e.year
