-- One row a body of self-organization that a register knows, its entries put together: type, legal status and where it stands in the life cycle of Law 2625-III. Initiated, permitted, elected, legalized (legal person or notified), active; then terminating, terminated, expired (the term ended before the edition and no later election is known) or dormant (no evidence for more than 24 months before the edition: registers rarely record an end).
with joined as (
    select
        osn_id,
        max(edrpou) as edrpou,
        arg_max(name_uk, coalesce(as_of, date '0001-01-01')) as name_uk,
        coalesce(min(nullif(body_type, 'other')), 'other') as body_type,
        bool_or(form_860) as form_860,
        min(case legal_status when 'legal_person' then 1 when 'notified' then 2 when 'permitted_only' then 3 else 4 end) as legal_rank,
        min(initiated_date) as initiated_date,
        min(permit_date) as permit_date,
        max(elected_date) as elected_date,
        max(term_end) as term_end,
        min(registered_date) as registered_date,
        max(end_date) as end_date,
        max(case edr_status when 'terminated' then 3 when 'terminating' then 2 when 'active' then 1 end) as edr_rank,
        greatest(max(evidence_date), max(elected_date), max(permit_date)) as evidence_date,
        max(residents) as residents,
        arg_max(territory_id, length(coalesce(community_id, ''))) as territory_id,
        max(community_id) as community_id,
        arg_max(oblast_uk, coalesce(as_of, date '0001-01-01')) as oblast_uk,
        arg_max(raion_uk, coalesce(as_of, date '0001-01-01')) as raion_uk,
        arg_max(settlement_uk, coalesce(as_of, date '0001-01-01')) as settlement_uk,
        arg_max(district_uk, coalesce(as_of, date '0001-01-01')) as district_uk,
        max(as_of) as as_of,
        string_agg(distinct source_id, ' ' order by source_id) as sources
    from staging.body_entry
    group by osn_id
)
select
    osn_id,
    edrpou,
    name_uk,
    uk_latin(name_uk) as name_en,
    body_type,
    form_860,
    case legal_rank when 1 then 'legal_person' when 2 then 'notified' when 3 then 'permitted_only' else 'unknown' end as legal_status,
    case edr_rank when 3 then 'terminated' when 2 then 'terminating' when 1 then 'active' end as edr_status,
    case
        when edr_rank = 3 or end_date <= as_of then 'terminated'
        when edr_rank = 2 then 'terminating'
        when term_end < as_of and not coalesce(elected_date > term_end, false) then 'expired'
        when as_of > evidence_date + interval 24 month then 'dormant'
        when legal_rank <= 2 and evidence_date is not null and as_of is not null then 'active'
        when legal_rank <= 2 then 'legalized'
        when elected_date is not null then 'elected'
        when permit_date is not null or legal_rank = 3 then 'permitted'
        when initiated_date is not null then 'initiated'
        else 'unknown'
    end as status,
    initiated_date,
    permit_date,
    elected_date,
    term_end,
    registered_date,
    end_date,
    evidence_date,
    residents,
    territory_id,
    community_id,
    oblast_uk,
    raion_uk,
    settlement_uk,
    district_uk,
    as_of,
    sources
from joined
