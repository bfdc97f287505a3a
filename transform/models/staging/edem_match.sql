-- One row of the e-DEM list with the community that its names point to, as it was matched on intake: only where they leave one choice.
select
    row,
    oblast_name,
    community_name,
    community_id,
    case when community_id is not null then 'oblast_and_name' when match_reason = 'ambiguous' then 'ambiguous' else 'not_found' end as match_method,
    case when community_id is not null then 1 else coalesce(len(string_split(match_choices, ' ')), 0) end as choices,
    case when community_id is null then match_choices end as choice_ids,
    petitions, consultations, participatory_budget, open_community
from raw.edem
