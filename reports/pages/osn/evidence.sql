-- One row a community for the map: what public pages name or count there; most have nothing.
select c.pcode as code, c.title_uk, c.title_en, p.bodies + p.figures as value, p.bodies, p.figures, p.community_id is not null as shown, c.occupied, 'community' as link, c.slug
from mart.community c
left join mart.osn_place p using (community_id)
where c.pcode is not null
order by p.bodies desc nulls last, p.figures desc nulls last, c.community_id
