-- One row a settlement of the codifier, for the search: which community it belongs to, and what it was called in the edition before.
select
    t.territory_id as settlement_id,
    t.name_uk,
    t.name_en,
    t.former_name_uk,
    t.former_name_en,
    case t.category when 'M' then 'city' when 'X' then 'settlement' else 'village' end as kind,
    coalesce(t.community_id, t.oblast_id) as community_id
from mart.territory t
where t.level = 'settlement'
