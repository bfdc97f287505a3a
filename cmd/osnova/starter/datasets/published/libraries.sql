-- One row per community of the list.
select l.community_id, c.name_uk, c.name_en, l.libraries, l.wifi
from mart.library_community l
join mart.community c using (community_id)
order by l.community_id
