-- One row per unit and earlier edition after which the codifier has it otherwise, or no more.
select territory_id, last_edition, change, level, name_uk, name_en, category, name_now_uk, name_now_en, category_now, community_id, oblast_id
from mart.territory_change
order by territory_id, last_edition
