-- One row a community and year, 2015–2020: condominium associations, and per 10,000 residents of 1 January 2022 in every year, so that only the count changes. A community that is not in the list is unknown and has no row.
with long as (
    unpivot raw.kse_osbb on osbb_2015, osbb_2016, osbb_2017, osbb_2018, osbb_2019, osbb_2020 into name year value osbb
)
select l.territory_id as community_id, right(l.year, 4)::bigint as year, l.osbb, 10000 * l.osbb / c.population as osbb_per_10k
from long l
join mart.community c on c.community_id = l.territory_id
where c.in_scope
