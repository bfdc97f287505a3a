-- One row a community, project and payer: money of digital projects, from the DREAM system (ICT by sector or title) and from finished IT tenders of councils in Prozorro.
-- A project in several communities is split evenly among them. Amounts in other currencies are left out, and amounts stand as stated, with or without VAT.
with idea as (
    select *,
        regexp_matches(coalesce(sectors, ''), '(^|; )C[A-Z]*(;|$)')
        or regexp_matches(lower(coalesce(title_uk, '')), 'цифров|інформатизац|електронн(их|і) послуг|електронн(ого|ий) урядуван|цнап|кібербезпек|оптоволок|wi-?fi') as digital
    from raw.dream_fund
),
place as (
    select distinct i.idea_id, t.community_id
    from (select distinct idea_id, unnest(string_split(places, '; ')) as territory_id from idea where digital and places is not null) i
    join mart.territory t using (territory_id)
    where t.community_id is not null
),
shared as (
    select idea_id, community_id, count(*) over (partition by idea_id) as communities from place
)
select
    s.community_id,
    'dream' as system,
    i.idea_id as project_id,
    i.kind as payer,
    year(i.created) as year,
    (sum(i.amount::decimal(20, 2))::double / any_value(s.communities)) as amount_uah
from idea i
join shared s using (idea_id)
where i.digital and i.currency = 'UAH'
group by 1, 2, 3, 4, 5
union all
select
    community_id,
    'prozorro',
    tender_id,
    if(funders > 0, 'donor', 'own'),
    year(created),
    amount
from raw.prozorro_tender
where community_id is not null and currency = 'UAH' and amount is not null
