-- One row per body of self-organization that a register knows. Residents are rounded to 50, for councils estimate them; powers and words of territories stay out, for they are free text.
select
    b.osn_id, b.edrpou, b.name_uk, b.name_en, b.body_type, b.legal_status, b.form_860, b.status, b.edr_status,
    b.community_id, c.title_uk as community_uk, c.title_en as community_en, b.territory_id,
    b.permit_date, b.elected_date, b.term_end, b.registered_date, b.end_date,
    if(b.residents is null, null, greatest(50, 50 * cast(round(b.residents / 50.0) as bigint))) as residents_rounded,
    b.delegated, b.funded, b.evidence_date, b.evidence, b.page_url, b.as_of, b.sources,
    round(s.value, 4) as dmi_b, s.period as dmi_b_period
from mart.body b
left join (
    select unit_id, value, period from metric.dmi_b_score where node_id = 'dmi_b' and level = 'body' and value is not null qualify period = max(period) over (partition by unit_id)
) s on s.unit_id = b.osn_id
left join mart.community c on c.community_id = b.community_id
order by b.osn_id
