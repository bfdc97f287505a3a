-- One row a community and edition: what the e-DEM platform has counted of its petitions and participatory budgets up to that day, old councils of one community taken together.
-- Matched by the old code, else by the name; a sum of 1 UAH is a token and no sum. A community that is not here may use another system.
with entry as (
    select 'petition' as kind, row, edition, koatuu, named_community, petitions, active, pending, online_votes as petition_votes, null::double as budget_uah, false as token, null::bigint as projects, null::bigint as winners, null::bigint as online_votes, null::bigint as offline_votes
    from raw.edem_petition_statistic
    union all
    select 'budget', row, edition, koatuu, named_community, null, null, null, null, if(budget_uah > 1, budget_uah, null), budget_uah <= 1, projects, winners, online_votes, offline_votes
    from raw.edem_budget_statistic
),
placed as (
    select e.*, coalesce(t.community_id, e.named_community) as community_id
    from entry e
    left join mart.koatuu k using (koatuu)
    left join mart.territory t on t.territory_id = k.territory_id
)
select
    community_id,
    edition,
    count(*) filter (kind = 'petition') > 0 as has_petitions,
    count(*) filter (kind = 'budget') > 0 as has_budget,
    count(distinct koatuu) as councils,
    sum(petitions)::bigint as petitions,
    sum(active)::bigint as petitions_active,
    sum(pending)::bigint as petitions_pending,
    sum(petition_votes)::bigint as petition_votes,
    sum(budget_uah::decimal(20, 2))::double as budget_uah,
    count(*) filter (kind = 'budget' and token) as tokens,
    sum(projects)::bigint as projects,
    sum(winners)::bigint as winners,
    sum(online_votes)::bigint as online_votes,
    sum(offline_votes)::bigint as offline_votes
from placed
where community_id is not null
group by 1, 2
