-- One row a country, indicator, year and breakdown: values of the international sources in one shape, so that countries stand side by side.
with measured as (
    select 'un_egdi' as source_id, measure as code, country_code, year, 'all' as breakdown, value, null::varchar as obs_status
    from raw.un_egdi
    union all
    select 'egov_benchmark', score, country_code, right(collection, 4)::bigint, collection || case life_event when 'all' then '' else ' ' || life_event end, value, null
    from raw.egov_benchmark
    union all
    select 'desi_2022', indicator, country_code, 2022, 'all', value, null
    from raw.desi_2022
    union all
    select 'desi_2022', node, country_code, 2022, 'all', value, 'e'
    from staging.desi_score
    union all
    select 'eurostat_skills', indicator, country_code, year, unit, value, obs_status
    from raw.eurostat_skills
    union all
    select 'gtmi_2022', g.measure, c.country_code, g.year, 'all', g.value, null
    from raw.gtmi_2022 g
    join raw.country c on c.alpha3 = g.alpha3
    union all
    select 'odin_2022', o.category, c.country_code, o.year, 'all', o.value, null
    from raw.odin_2022 o
    join raw.country c on c.alpha3 = o.alpha3
    union all
    select 'eurostat_ict_specialists', unit, country_code, year, breakdown, value, obs_status
    from raw.eurostat_ict_specialists
    union all
    select 'eurostat_digital_intensity', indicator, country_code, year, size, value, obs_status
    from raw.eurostat_digital_intensity
    union all
    select 'eurostat_ict_sector', series, country_code, year, sector, value, obs_status
    from raw.eurostat_ict_sector
    union all
    select 'eurostat_api', dataset || ':' || indicator, country_code, year, case population when 'IND_TOTAL' then 'all' else population end, value, obs_status
    from raw.eurostat_api
)
select
    i.indicator_id,
    i.name_uk as indicator_uk,
    i.name_en as indicator_en,
    m.country_code,
    c.name_uk as country_uk,
    c.name_en as country_en,
    m.year,
    m.breakdown,
    m.value,
    i.unit,
    m.obs_status,
    m.source_id
from measured m
join raw.country_indicator i on i.source_id = m.source_id and i.code = m.code
join raw.country c on c.country_code = m.country_code
