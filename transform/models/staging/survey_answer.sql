-- One row a respondent, with the unit, its level and the units it counts in. Rows never leave this layer: what is published are aggregates of metric.survey_unit and its sisters. Marks of the questionnaire on quality are in staging.survey_mark.
select
    r.respondent_id,
    r.unit_id,
    case when t.level in ('oblast', 'city') then 'oblast' when t.territory_id is not null then 'community' else 'body' end as level,
    coalesce(t.community_id, b.community_id) as community_id,
    t.oblast_id,
    r.period,
    r.sample,
    r.channel,
    r.channel in ('web', 'app', 'messenger') as online,
    r.age_band,
    r.sex,
    r.settlement,
    r.minutes,
    r.csat,
    r.nps,
    r.ces,
    r.internet,
    r.digcomp,
    r.eservices,
    r.tried,
    r.failed
from raw.survey_response r
left join staging.territory t on t.territory_id = r.unit_id
left join (select osn_id, max(community_id) as community_id from staging.body_entry group by osn_id) b on b.osn_id = r.unit_id
where t.territory_id is not null or b.osn_id is not null
