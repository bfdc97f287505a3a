-- One row a community or Kyiv and year in which the State Fund of Regional Development planned projects there: UAH of the year, and of 2015 by the inflation of building
-- materials that the source reckons with. A community without a row had no project in that year; the file has no row of 2022.
select
    f.territory_id as community_id,
    f.year,
    round(1000 * f.planned_thousand_uah, 2) as planned_uah,
    round(1000 * f.allocated_thousand_uah, 2) as allocated_uah,
    round(1000 * f.allocated_2015_thousand_uah, 2) as allocated_2015_uah,
    round(1000 * f.allocated_2015_thousand_uah / c.population, 4) as allocated_2015_per_resident_uah
from raw.regional_fund f
join mart.community c on c.community_id = f.territory_id
