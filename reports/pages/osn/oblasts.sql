-- One row an oblast: how many communities have a register here, and what the registers know together.
select o.oblast_id, o.pcode as code, o.name_uk, o.name_en, o.slug, count(*) filter (b.coverage = 'register') as known, count(*) filter (b.coverage = 'register' and b.active > 0) as some,
    sum(b.active) as active, sum(b.legal_persons) as legal_persons, sum(b.residents) as residents, (select bool_and(k.occupied) from mart.community k where k.oblast_id = o.oblast_id) as occupied
from mart.oblast o
join mart.community c on c.oblast_id = o.oblast_id
join mart.body_community b using (community_id)
group by o.oblast_id, o.pcode, o.name_uk, o.name_en, o.slug
having count(b.bodies) > 0
order by active desc nulls last, uk_key(o.name_uk)
