-- One row a year and community: the code of its budget and how the portal's list tells that it is the community's. A code of the codifier
-- is believed first, then that of the same budget in another year, then its name, alone or within the oblast that budgets of the same code prefix lie in. A
-- consolidated budget, that of a city with those of its districts, stands in only where the community is listed with no other.
with listed as (
    select l.year, l.budget_code, l.name_uk ilike '%зведен%' as consolidated, l.named_community, l.named_choices, t.community_id as coded
    from raw.openbudget_list l
    left join staging.territory t on t.territory_id = l.katottg
),
prefix as (
    select code_prefix, oblast_id
    from (
        select left(l.budget_code, 2) as code_prefix, t.oblast_id, row_number() over (partition by left(l.budget_code, 2) order by count(*) desc, t.oblast_id) as place
        from listed l
        join staging.territory t on t.territory_id = l.coded
        group by 1, 2
    )
    where place = 1
),
another as (
    select budget_code, min(coded) as coded from listed where coded is not null group by 1 having count(distinct coded) = 1
),
choice as (
    select year, budget_code, unnest(string_split(named_choices, ' ')) as territory_id from raw.openbudget_list
),
chosen as (
    select c.year, c.budget_code, min(t.community_id) as community_id
    from choice c
    join staging.territory t using (territory_id)
    join prefix p on p.code_prefix = left(c.budget_code, 2) and p.oblast_id = t.oblast_id
    group by 1, 2
    having count(distinct t.community_id) = 1
),
named as (
    select l.year, l.budget_code, l.named_community as community_id
    from listed l
    join staging.territory t on t.territory_id = l.named_community
    left join prefix p on p.code_prefix = left(l.budget_code, 2)
    where p.oblast_id is null or p.oblast_id = t.oblast_id
),
found as (
    select
        l.year,
        l.budget_code,
        l.consolidated,
        coalesce(l.coded, a.coded, n.community_id, c.community_id) as community_id,
        case when l.coded is not null then 'code' when a.coded is not null then 'other_year' when n.community_id is not null then 'name' else 'name_and_oblast' end as match_method
    from listed l
    left join another a using (budget_code)
    left join named n using (year, budget_code)
    left join chosen c using (year, budget_code)
)
select year, community_id, budget_code, match_method
from found
where community_id is not null
qualify row_number() over (partition by year, community_id order by consolidated nulls first, case match_method when 'code' then 0 when 'other_year' then 1 when 'name' then 2 else 3 end, budget_code) = 1
