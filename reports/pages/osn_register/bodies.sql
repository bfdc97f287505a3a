-- One row a body of self-organization, by oblast, community and name.
select b.osn_id, b.name_uk, b.body_type, b.legal_status, b.status, b.evidence_date, greatest(50, 50 * round(b.residents / 50.0)) as residents, b.community_id, c.slug, c.title_uk, c.title_en, o.name_uk as oblast_name_uk, o.name_en as oblast_name_en
from mart.body b
left join mart.community c on c.community_id = b.community_id
left join mart.oblast o on o.oblast_id = c.oblast_id
order by uk_key(coalesce(o.name_uk, 'яяя')), uk_key(coalesce(c.title_uk, b.settlement_uk, 'яяя')), uk_key(b.name_uk), b.osn_id
