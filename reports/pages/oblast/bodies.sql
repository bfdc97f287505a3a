-- One row a community of an oblast of which registers name bodies: how many there are.
select c.oblast_id, c.slug, c.title_uk, c.title_en, b.coverage, b.bodies, b.active, b.legal_persons, b.funded, 50 * round(b.residents / 50.0)::bigint as residents
from mart.body_community b
join mart.community c using (community_id)
where b.bodies > 0
order by c.oblast_id, b.active desc, uk_key(c.name_uk), c.community_id
