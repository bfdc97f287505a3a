-- One row per community with what it is compared by: kind, size, urbanity, peers and whether it is ranked.
select c.community_id, c.slug, c.pcode, c.name_uk, c.name_en, c.title_uk, c.title_en, c.former_name_uk, c.former_edition,
       c.kind, c.raion_id, c.raion_uk, c.raion_en, c.oblast_id, c.oblast_uk, c.oblast_en,
       c.centre_uk, c.centre_en, c.population, c.urban_share, c.urbanity, c.size_class, p.peer_group, p.peers,
       c.area_km2, c.lat, c.lon, c.travel_minutes, c.settlements, c.created_on, c.created_year, c.creation,
       c.war_status, c.deoccupied, c.war_zone, c.control_as_of, c.occupied, c.schooling_risk, c.in_scope, c.is_ranked, c.unranked_reason
from mart.community c
left join mart.peer p using (community_id)
order by c.community_id
