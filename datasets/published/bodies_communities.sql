-- One row per community: how far its bodies of self-organization are known, and how many there are.
select
    b.community_id, c.title_uk as name_uk, c.title_en as name_en, b.coverage, b.bodies, b.active, b.legal_persons, b.delegated, b.funded, b.legalized, b.dormant, b.ended,
    if(b.residents is null, null, 50 * cast(round(b.residents / 50.0) as bigint)) as residents_rounded, b.residents_unknown, b.as_of
from mart.body_community b
join mart.community c using (community_id)
order by b.community_id
