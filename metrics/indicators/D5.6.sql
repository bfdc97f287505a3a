-- One row a community and year with money of digital projects in it or the two years before: share of donors, private partners and other communities. Years are those of the data from the third on.
with year as (
    select y.year from (select distinct year from mart.digital_project_fund) y
    where y.year >= (select min(year) + 2 from mart.digital_project_fund)
)
select
    f.community_id as territory_id,
    y.year::varchar as period,
    100 * coalesce(sum(f.amount_uah::decimal(28, 6)) filter (where f.payer in ('donor', 'private', 'inter_municipal')), 0)::double / sum(f.amount_uah::decimal(28, 6))::double as value,
    coalesce(sum(f.amount_uah::decimal(28, 6)) filter (where f.payer in ('donor', 'private', 'inter_municipal')), 0)::double as num,
    sum(f.amount_uah::decimal(28, 6))::double as den,
    '' as obs_status
from mart.digital_project_fund f
join year y on f.year between y.year - 2 and y.year
group by 1, 2
having sum(f.amount_uah) > 0
