-- One row an indicator of countries, year and breakdown in which Ukraine has a value: its value, the median and number of EU members, all countries and
-- Ukraine's place among them. It is made of values of which some may not be published one by one.
with valued as (
    select source_id, indicator_id, indicator_uk, indicator_en, unit, country_code, year, coalesce(breakdown, 'all') as breakdown, value, obs_status
    from mart.country_value
    where value is not null
    union all
    select 'unece_internet_use', 'unece.weekly_internet', 'Користуються інтернетом щотижня', 'Use the internet weekly', '%', country_code, year, sex || ' ' || age, value, obs_status
    from mart.internet_use
    where value is not null
), member as (
    select distinct country_code from mart.country_value where source_id = 'desi_2022' and country_code <> 'EU'
), ukraine as (
    select source_id, indicator_id, year, breakdown, value, obs_status from valued where country_code = 'UA'
)
select
    v.source_id,
    v.indicator_id,
    any_value(v.indicator_uk) as indicator_uk,
    any_value(v.indicator_en) as indicator_en,
    v.year,
    v.breakdown,
    any_value(v.unit) as unit,
    max(u.value) as ukraine,
    max(u.obs_status) as obs_status,
    count(*) filter (m.country_code is not null) as eu_countries,
    case when eu_countries >= 20 then median(v.value) filter (m.country_code is not null) end as eu_median,
    count(*) as countries,
    case when countries >= 20 then median(v.value) end as median,
    case when countries >= 20 then 1 + count(*) filter (v.value > u.value) end as place
from valued v
join ukraine u using (source_id, indicator_id, year, breakdown)
join raw.country c on c.country_code = v.country_code and c.kind = 'country'
left join member m on m.country_code = v.country_code
where v.indicator_id <> 'un.rank'
group by v.source_id, v.indicator_id, v.year, v.breakdown
union all
select source_id, indicator_id, indicator_uk, indicator_en, year, breakdown, unit, value, obs_status, 0, null, 0, null, null
from valued
where indicator_id = 'un.rank' and country_code = 'UA'
