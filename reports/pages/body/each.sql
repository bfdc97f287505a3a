-- One row a body of self-organization: one page each, with its community and oblast, and the newest score of its digital maturity.
with scored as (
    select unit_id, value, grade, period from metric.dmi_b_score where node_id = 'dmi_b' and level = 'body' and value is not null
    qualify period = max(period) over (partition by unit_id)
), measured as (
    select territory_id, count(distinct indicator_id) as indicators, string_agg(distinct source_id, '+' order by source_id) as source_ids
    from metric.observation where level = 'body' and value is not null group by territory_id
)
select b.*, c.slug, c.title_uk, c.title_en, o.slug as oblast_slug, o.name_uk as oblast_name_uk, o.name_en as oblast_name_en,
    greatest(50, 50 * round(b.residents / 50.0)) as residents_rounded,
    s.value as score, s.grade as score_grade, s.period as score_period, n.indicators,
    b.sources not like '%osn_register%' as registered_only,
    concat_ws('+', replace(b.sources, ' ', '+'), 'katottg', if(exists (select 1 from mart.service_stage f where f.unit_id = b.osn_id and f.level = 'body'), 'form_service', null), n.source_ids) as source_ids
from mart.body b
left join mart.community c on c.community_id = b.community_id
left join mart.oblast o on o.oblast_id = c.oblast_id
left join scored s on s.unit_id = b.osn_id
left join measured n on n.territory_id = b.osn_id
order by b.osn_id
