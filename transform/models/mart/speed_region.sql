-- One row a region and quarter, of Ukraine (raions, without Crimea and Sevastopol) and forty other countries (NUTS 3): download of fixed internet, and the larger region that
-- it lies in: the oblast, or NUTS 2 where the country has NUTS.
select
    'UA' as country_code,
    oblast_id as group_id,
    territory_id as region_id,
    quarter,
    download_mbps
from mart.speed_raion
where not occupied
union all
select
    case when region_id[1:3] = 'MDA' then 'MD' when region_id[1:3] = 'BIH' then 'BA' when region_id[1:3] = 'XKO' then 'XK' when region_id[1:2] = 'EL' then 'GR' when region_id[1:2] = 'UK' then 'GB' else region_id[1:2] end,
    case when region_id[1:3] in ('MDA', 'BIH', 'XKO') then null else region_id[1:4] end,
    region_id,
    quarter,
    download_mbps
from raw.edjnet_speed_nuts3
