-- One row a community and name that sources call it by: the codifier's own, and names it had or has got that the edition does not show.
select territory_id as community_id, oblast_id, name_uk, lower(name_uk) as name_key, 'codifier' as origin
from staging.territory
where level = 'community'
union all
select t.territory_id, t.oblast_id, other.name_uk, lower(other.name_uk), 'renamed'
from (values
    ('UA05120030000061384', 'Війтівецька'),
    ('UA05120030000061384', 'Жданівська'),
    ('UA18080150000022496', 'Звягельська'),
    ('UA18080150000022496', 'Новоград-Волинська')
) other(territory_id, name_uk)
join staging.territory t on t.territory_id = other.territory_id and lower(t.name_uk) <> lower(other.name_uk)
