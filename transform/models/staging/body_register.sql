-- One row an entry of a council's register, in one shape for the three looks: one decision about a body, or the word of a council that it has none. A new register is one more SELECT here. Where only some entries of a body carry its ЄДРПОУ code, all take the id that follows from it.
with entries as (
    select 'osn_register_table' as source_id, osn_id, none, body_type, place_id, match_score, match_reason, number, name_uk, district_uk, territory_uk, decision_no, decision_date, decision,
        elected_date, term_end, cast(null as date) as end_date, legal_status, edrpou, residents, own_powers, delegated_powers, delegated_funds_uah, services, page_url, last_report_date, updated
    from raw.osn_register_table
    union all
    select 'osn_register_cards', osn_id, none, body_type, place_id, match_score, match_reason, number, name_uk, district_uk, territory_uk, decision_no, decision_date, decision,
        elected_date, term_end, end_date, legal_status, edrpou, residents, own_powers, delegated_powers, delegated_funds_uah, services, page_url, last_report_date, updated
    from raw.osn_register_cards
    union all
    select 'osn_register_pages', osn_id, none, body_type, place_id, match_score, match_reason, number, name_uk, district_uk, territory_uk, decision_no, decision_date, null,
        elected_date, term_end, end_date, legal_status, edrpou, residents, own_powers, delegated_powers, delegated_funds_uah, services, page_url, last_report_date, updated
    from raw.osn_register_pages
)
select
    e.* exclude (osn_id),
    -- entries of one body are told by community and number; without a number each stands alone
    case
        when none then null
        when place_id is null or number is null then osn_id
        else coalesce(max(osn_id) filter (edrpou is not null) over (partition by source_id, place_id, number), osn_id)
    end as osn_id,
    max(updated) over (partition by source_id, place_id) as as_of,
    row_number() over (partition by source_id order by place_id, number, name_uk, decision_no, decision_date) as entry_no
from entries e
