-- One row a body of self-organization that a register knows, its entries put together: type, legal status and where it stands in the life cycle of Law 2625-III. Initiated, permitted, elected, legalized (a legal person or notified, and nothing more is known), active; then terminating, terminated, expired (the term ended before the edition and no later election is known) or dormant (the last evidence of activity is more than 24 months older than the edition). State registration is no evidence of activity: a body that only ЄДР knows is legalized, neither active nor dormant.
with joined as (
    select
        osn_id,
        max(edrpou) as edrpou,
        -- councils write names, places and types as people read them: they go before ЄДР
        arg_max(name_uk, rank) as name_uk,
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
        max(report_date) as report_date,
        max(decided_date) as decided_date,
        arg_max(residents, rank) filter (residents is not null) as residents,
        bool_or(delegated) as delegated,
        max(delegated_funds_uah) as delegated_funds_uah,
        arg_max(page_url, rank) filter (page_url is not null) as page_url,
        arg_max(territory_uk, rank) filter (territory_uk is not null) as territory_uk,
        coalesce(arg_max(community_id, rank) filter (community_id is not null and source_id <> 'edr'), max(community_id)) as community_id,
        max(territory_id) filter (territory_id is distinct from community_id) as settlement_id,
        arg_max(oblast_uk, rank) filter (oblast_uk is not null) as oblast_uk,
        arg_max(raion_uk, rank) filter (raion_uk is not null) as raion_uk,
        arg_max(settlement_uk, rank) filter (settlement_uk is not null) as settlement_uk,
        arg_max(district_uk, rank) filter (district_uk is not null) as district_uk,
        max(as_of) as as_of,
        string_agg(distinct source_id, ' ' order by source_id) as sources
    from (select *, (source_id <> 'edr')::int * 1000000 + coalesce(date_diff('day', date '1991-01-01', as_of), 0) as rank from staging.body_entry)
    group by osn_id
), dated as (
    select *, greatest(report_date, elected_date, decided_date, permit_date) as evidence_date from joined
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
        -- a report proves activity, whatever came before; an election or a decision does so for a body that is legalized
        when as_of is not null and as_of <= report_date + interval 24 month then 'active'
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
    case evidence_date when report_date then 'report' when elected_date then 'election' when decided_date then 'decision' when permit_date then 'decision' end as evidence,
    residents,
    delegated,
    coalesce(delegated and delegated_funds_uah > 0, if(delegated is null, null, false)) as funded,
    if(delegated, delegated_funds_uah, null) as delegated_funds_uah,
    page_url,
    territory_uk,
    if(settlement_id[3:9] = community_id[3:9] or community_id is null, coalesce(settlement_id, community_id), community_id) as territory_id,
    community_id,
    oblast_uk,
    raion_uk,
    settlement_uk,
    district_uk,
    as_of,
    sources
from dated
