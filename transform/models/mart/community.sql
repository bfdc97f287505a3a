-- One row a community of the codifier, with Kyiv and Sevastopol: who it is, how large, how it came about, and whether it can be ranked.
-- Occupied is what a dated list of control says: the law of 2014 on Crimea and Sevastopol, and the ministry's list of September 2022 with those freed by
-- November 2022 taken off. The risk for schooling of January 2026 is a list of another thing: at its highest level it says that earlier data may not
-- describe the present, so that there is no rank, and not that a community is occupied.
with unit as (
    select * from mart.territory where level in ('community', 'city')
), known as (
    select
        u.territory_id as community_id,
        u.pcode,
        u.name_uk,
        u.name_en,
        u.former_name_uk,
        u.former_name_en,
        u.former_edition,
        case when u.level = 'city' then 'city' else k.kind end as kind,
        u.raion_id,
        u.oblast_id,
        k.centre_id,
        p.population,
        p.urban_population / p.population as urban_share,
        b.area_km2 as area_drawn_km2,
        k.area_km2,
        k.lat, k.lon, k.travel_minutes, k.settlements, k.created_on, k.created_year,
        case k.voluntary when true then 'voluntary' when false then 'administrative' end as creation,
        w.status_2022_09 as war_status,
        w.deoccupied,
        case w.war_zone_2022_10_10 when true then 'front' when false then 'rear' end as war_zone,
        case when u.pcode[1:4] in ('UA01', 'UA85') then '2014-04-15' when w.territory_id is not null then '2022-11' end as control_as_of,
        u.pcode[1:4] in ('UA01', 'UA85') or coalesce(k.occupied_before_2022, false) or coalesce(w.status_2022_09 = 'occupied' and w.deoccupied is null, false) as occupied,
        e.risk as schooling_risk,
        k.territory_id is not null as in_scope
    from unit u
    left join raw.kse_community k on k.territory_id = u.territory_id
    left join raw.kse_population p on p.territory_id = u.territory_id
    left join raw.kse_war_status w on w.territory_id = u.territory_id
    left join raw.education_risk_2026 e on e.territory_id = u.territory_id
    left join raw.cod_ab b on b.level = 'hromada' and b.pcode = u.pcode
)
select
    k.community_id,
    trim(regexp_replace(lower(k.name_en), '[^a-z0-9]+', '-', 'g'), '-') || '-' || k.pcode[3:9] as slug,
    k.pcode,
    k.name_uk,
    case k.kind
        when 'city' then 'місто ' || k.name_uk
        when 'urban' then k.name_uk || ' міська громада'
        when 'settlement' then k.name_uk || ' селищна громада'
        when 'rural' then k.name_uk || ' сільська громада'
        else k.name_uk || ' громада'
    end as title_uk,
    case k.kind
        when 'city' then 'City of ' || k.name_en
        when 'urban' then k.name_en || ' urban community'
        when 'settlement' then k.name_en || ' settlement community'
        when 'rural' then k.name_en || ' rural community'
        else k.name_en || ' community'
    end as title_en,
    k.name_en,
    k.former_name_uk,
    replace(title_uk, k.name_uk, k.former_name_uk) as former_title_uk,
    replace(title_en, k.name_en, k.former_name_en) as former_title_en,
    k.former_edition,
    trim(regexp_replace(lower(k.former_name_en), '[^a-z0-9]+', '-', 'g'), '-') || '-' || k.pcode[3:9] as former_slug,
    k.kind,
    k.raion_id,
    r.name_uk as raion_uk,
    r.name_en as raion_en,
    k.oblast_id,
    o.name_uk as oblast_uk,
    o.name_en as oblast_en,
    c.name_uk as centre_uk,
    c.name_en as centre_en,
    k.population,
    k.urban_share,
    case when k.urban_share >= 0.8 then 'urban' when k.urban_share >= 0.2 then 'mixed' when k.urban_share is not null then 'rural' end as urbanity,
    case
        when k.population < 3000 then 'lt3k' when k.population < 5000 then '3k_5k' when k.population < 10000 then '5k_10k'
        when k.population < 20000 then '10k_20k' when k.population < 50000 then '20k_50k' when k.population < 100000 then '50k_100k'
        when k.population < 500000 then '100k_500k' when k.population is not null then 'ge500k'
    end as size_class,
    coalesce(k.area_drawn_km2, k.area_km2) as area_km2,
    k.lat, k.lon, k.travel_minutes, k.settlements, k.created_on, k.created_year, k.creation, k.war_status, k.deoccupied, k.war_zone,
    k.control_as_of,
    k.occupied,
    k.schooling_risk,
    k.in_scope,
    k.in_scope and not k.occupied and k.schooling_risk is distinct from 'prohibitive' as is_ranked,
    case
        when not k.in_scope then 'outside_source'
        when k.occupied then 'occupied'
        when k.schooling_risk = 'prohibitive' then 'withheld'
    end as unranked_reason
from known k
left join mart.territory r on r.territory_id = k.raion_id
left join mart.territory o on o.territory_id = k.oblast_id
left join mart.territory c on c.territory_id = k.centre_id
