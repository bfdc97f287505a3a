-- One row a community for the map: bodies known to be active, where a register tells.
select c.pcode as code, c.title_uk, c.title_en, b.active as value, c.occupied, 'community' as link, c.slug
from mart.community c
join mart.body_community b using (community_id)
where c.pcode is not null
order by c.community_id
