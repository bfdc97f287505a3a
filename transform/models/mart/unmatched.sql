-- One row a record that names a community without pointing to one for sure: it is listed here, never guessed.
select
    'edem' as source_id,
    row as record,
    community_name as name_uk,
    regexp_replace(oblast_name, ' (ОДА )?область$', '') as oblast_uk,
    match_method as reason
from staging.edem_match
where community_id is null
union all
select
    'cnap',
    p.point_id,
    p.name,
    p.oblast_name,
    m.unmatched_reason
from staging.cnap_match m
join raw.cnap p using (point_id)
where m.community_id is null
union all
select 'budget_capacity_2023', r.line, r.name_uk, r.oblast_uk, m.method
from staging.capacity_match m
join raw.budget_capacity_2023 r using (line)
where m.community_id is null
