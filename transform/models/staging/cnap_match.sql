-- One row per service point of the register: the community it belongs to and how that was told, or why it was not. The places were matched on
-- intake, where the whole address was at hand:
--   address   the address tells the community
--   council   it does not: the council in the institution's name
--   place     neither: the settlement in the name
select
    p.point_id,
    coalesce(t.oblast_id, o.territory_id) as oblast_id,
    p.community_id,
    case
        when p.community_id is null then null
        when not contains(coalesce(p.match_notes, ''), 'second_text') then 'address'
        when p.match_reason = 'settlement' then 'place'
        else 'council'
    end as match_method,
    p.match_score,
    case
        when p.community_id is not null then null
        when p.match_reason in ('ambiguous', 'contradiction', 'unknown_name', 'gone') then p.match_reason
        else 'no_community_named'
    end as unmatched_reason,
    case when p.community_id is null then p.match_choices end as choices
from raw.cnap as p
left join staging.territory as t on t.territory_id = p.territory_id
left join staging.territory as o on o.level in ('oblast', 'city') and lower(o.name_uk) = lower(p.oblast_name)
