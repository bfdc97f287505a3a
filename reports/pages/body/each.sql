-- One row a body of self-organization: one page each, with its community and oblast.
select b.*, c.slug, c.title_uk, c.title_en, o.slug as oblast_slug, o.name_uk as oblast_name_uk, o.name_en as oblast_name_en,
    greatest(50, 50 * round(b.residents / 50.0)) as residents_rounded,
    s.value as score, s.grade as score_grade, n.indicators,
    b.sources not like '%osn_register%' as registered_only,
    concat_ws('+', replace(b.sources, ' ', '+'), 'katottg') as source_ids
from mart.body b
left join mart.community c on c.community_id = b.community_id
left join mart.oblast o on o.oblast_id = c.oblast_id
left join metric.dmi_b_score s on s.unit_id = b.osn_id and s.node_id = 'dmi_b' and s.level = 'body' and s.period = (select max(period) from metric.dmi_b_score where node_id = 'dmi_b')
left join (select territory_id, count(distinct indicator_id) as indicators from metric.observation where level = 'body' and newest and value is not null group by territory_id) n on n.territory_id = b.osn_id
order by b.osn_id
