-- One row per oblast, Kyiv and Sevastopol, with macro-region and place on the tile map.
select oblast_id, name_uk, short_uk, name_en, short_en, slug, region_uk, region_en, centre_uk, centre_en, pcode, communities,
       ranked, population, residents, round(residents_urban_share, 6) as residents_urban_share, round(residents_60_share, 6) as residents_60_share, tile_col, tile_row
from mart.oblast
order by oblast_id
