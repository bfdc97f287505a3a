-- One row per territorial unit and edition of the codifier: the frame to which all other datasets join.
select territory_id, parent_id, level, category, name_uk, name_en, former_name_uk, former_name_en, former_edition, oblast_id, raion_id, community_id, pcode, valid_from,
       valid_to
from mart.territory
order by territory_id, valid_from
