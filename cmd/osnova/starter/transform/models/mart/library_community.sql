-- One row a community of the list: libraries beside residents of 2022. A community that the list does not name is not known, not without.
select l.territory_id as community_id, l.libraries, l.wifi, c.population
from raw.library_points l
join mart.community c on c.community_id = l.territory_id
