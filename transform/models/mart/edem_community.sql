-- One row a community of the list of 1,469: which tools of the e-DEM platform it had in September 2022. A community that the list does not name may have any tool elsewhere, or have come later: nothing is known of it.
select
    c.community_id,
    e.petitions,
    e.consultations,
    e.participatory_budget,
    e.open_community,
    (e.petitions::int + e.consultations::int + e.participatory_budget::int + e.open_community::int)::bigint as tools,
    a.community_id is not null as ambiguous
from mart.community c
left join staging.edem_match e on e.community_id = c.community_id
left join (
    select distinct unnest(string_split(choice_ids, ' ')) as community_id
    from staging.edem_match
    where match_method = 'ambiguous'
) a on a.community_id = c.community_id
where c.in_scope
