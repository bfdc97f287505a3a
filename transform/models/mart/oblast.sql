-- One row a unit of the first level: names, macro-region, place on the tile map, how many communities and residents it has.
-- population is present, of communities with a known count; residents are resident, of the whole oblast.
select
    t.territory_id as oblast_id,
    case when t.category = 'O' and t.pcode <> 'UA0100000' then t.name_uk || ' область' when t.category = 'K' then 'місто ' || t.name_uk else t.name_uk end as name_uk,
    t.name_uk as short_uk,
    case when t.category = 'O' and t.pcode <> 'UA0100000' then t.name_en || ' oblast' when t.category = 'K' then 'City of ' || t.name_en else t.name_en end as name_en,
    t.name_en as short_en,
    trim(regexp_replace(lower(t.name_en), '[^a-z0-9]+', '-', 'g'), '-') || '-' || t.pcode[3:4] as slug,
    k.region_uk,
    k.region_en,
    k.centre_uk,
    uk_latin(k.centre_uk) as centre_en,
    m.tile_col,
    m.tile_row,
    t.pcode[1:4] as pcode,
    count(c.community_id) filter (c.kind is distinct from 'city') as communities,
    count(c.community_id) filter (c.is_ranked) as ranked,
    sum(c.population)::bigint as population,
    any_value(r.residents)::bigint as residents,
    any_value(r.urban) / any_value(r.residents) as residents_urban_share,
    any_value(r.elderly) / any_value(r.residents) as residents_60_share
from mart.territory t
left join (
    select territory_id, sum(residents) as residents, sum(if(settlement = 'urban', residents, 0)) as urban, sum(if(age_from >= 60, residents, 0)) as elderly
    from mart.resident_population group by territory_id
) r on r.territory_id = t.territory_id
left join raw.kse_oblast k on k.territory_id = t.territory_id
left join staging.oblast_tile m on m.pcode = t.pcode[1:4]
left join mart.community c on c.oblast_id = t.territory_id
where t.level in ('oblast', 'city')
group by all
