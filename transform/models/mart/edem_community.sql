-- One row a community of the list of 1,469: which tools of the e-DEM platform it had in September 2022. Absence is known for this platform only.
select
    c.community_id,
    coalesce(e.petitions, false) as petitions,
    coalesce(e.consultations, false) as consultations,
    coalesce(e.participatory_budget, false) as participatory_budget,
    coalesce(e.open_community, false) as open_community,
    coalesce(e.petitions::int + e.consultations::int + e.participatory_budget::int + e.open_community::int, 0)::bigint as tools,
    a.community_id is not null as ambiguous
from mart.community c
left join staging.edem_match e on e.community_id = c.community_id
left join (
    select distinct unnest(string_split(choice_ids, ' ')) as community_id
    from staging.edem_match
    where match_method = 'ambiguous'
) a on a.community_id = c.community_id
where c.in_scope
