-- One row a community of the list of 1,469: counts and shares of single years that indicators measure.
select
    c.community_id,
    p.agreements_active,
    o.osbb_2020,
    o.territory_id is not null as osbb_listed,
    k.youth_councils,
    k.youth_centres,
    k.business_centres,
    t.turnout_2020
from mart.community c
left join raw.kse_partnerships p on p.territory_id = c.community_id
left join raw.kse_osbb o on o.territory_id = c.community_id
left join raw.kse_competence k on k.territory_id = c.community_id
left join raw.kse_community t on t.territory_id = c.community_id
where c.in_scope
