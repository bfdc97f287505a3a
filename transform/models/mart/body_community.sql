-- One row a community: how many bodies of self-organization are known in it, and what is known of them as a whole. Coverage tells known absence from ignorance: register, where a council's register of the community is loaded, so that no entry means no body; partly, where only other registers name bodies of it; unknown, where none does. The state register alone proves no absence, for bodies need not be legal persons.
with registers as (
    select place_id as community_id, max(as_of) as as_of, string_agg(distinct source_id, ' ' order by source_id) as sources from staging.body_register where place_id is not null group by place_id
), counted as (
    select
        community_id,
        count(*) as bodies,
        count(*) filter (status = 'active') as active,
        count(*) filter (status = 'active' and legal_status = 'legal_person' and form_860 is distinct from false) as legal_persons,
        count(*) filter (status = 'active' and delegated) as delegated,
        count(*) filter (status = 'active' and funded) as funded,
        count(*) filter (status = 'active' and delegated is null) as powers_unknown,
        count(*) filter (status = 'legalized') as legalized,
        count(*) filter (status = 'dormant') as dormant,
        count(*) filter (status in ('terminating', 'expired', 'terminated')) as ended,
        sum(residents) filter (status = 'active') as residents,
        count(*) filter (status = 'active' and residents is null) as residents_unknown,
        bool_or(sources like '%edr%') as in_edr
    from mart.body
    where community_id is not null
    group by community_id
)
select
    c.community_id,
    case when r.community_id is not null then 'register' when k.bodies > 0 then 'partly' else 'unknown' end as coverage,
    if(r.community_id is not null, coalesce(k.bodies, 0), k.bodies) as bodies,
    if(r.community_id is not null, coalesce(k.active, 0), k.active) as active,
    if(r.community_id is not null, coalesce(k.legal_persons, 0), k.legal_persons) as legal_persons,
    if(r.community_id is not null, coalesce(k.delegated, 0), k.delegated) as delegated,
    if(r.community_id is not null, coalesce(k.funded, 0), k.funded) as funded,
    if(r.community_id is not null, coalesce(k.powers_unknown, 0), k.powers_unknown) as powers_unknown,
    if(r.community_id is not null, coalesce(k.legalized, 0), k.legalized) as legalized,
    if(r.community_id is not null, coalesce(k.dormant, 0), k.dormant) as dormant,
    if(r.community_id is not null, coalesce(k.ended, 0), k.ended) as ended,
    -- the sum is a lower bound where some active body has no number
    if(r.community_id is not null, coalesce(k.residents, 0), k.residents)::bigint as residents,
    if(r.community_id is not null, coalesce(k.residents_unknown, 0), k.residents_unknown) as residents_unknown,
    r.as_of,
    nullif(concat_ws(' ', if(k.in_edr, 'edr', null), r.sources), '') as sources
from mart.community c
left join registers r on r.community_id = c.community_id
left join counted k on k.community_id = c.community_id
