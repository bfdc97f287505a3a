-- One row per community or body of self-organization, year and service that its form answered on.
select s.unit_id, s.level, s.community_id, s.period, s.service_id, a.catalogue, a.name_uk, a.name_en, s.offered, s.stage, s.max_stage, s.score,
    s.channels, s.offline, s.card_fields, s.page as evidence_url, s.filled_on as assessed_at, 'self' as assessor_type, s.note, s.source_id
from mart.service_stage s
join mart.service_asked a using (service_id)
order by s.level, s.unit_id, s.period, s.service_id
