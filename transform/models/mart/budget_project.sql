-- One row a project of a participatory budget in a known community, with votes and, where a table of votes of the same publisher (its folder, or, without folders, its name of a file) lies beside, how many of them were counted there. Neither authors, titles nor voters are here.
with placed as (
    select
        p.*, coalesce(p.named_id, t.community_id) as community_id,
        p.named_id is not null and t.community_id is not null and p.named_id <> t.community_id as code_differs
    from raw.rec835_project p
    left join staging.territory t on t.territory_id = p.community_code
), counted as (
    select coalesce(nullif(regexp_extract(file, '^(.*)/', 1), ''), regexp_replace(file, '\.[^/]*$', '')) as publisher, uid, sum(votes)::bigint as votes, min(year) as year
    from raw.rec835_project_vote
    where uid <> ''
    group by publisher, uid
), one as (
    select *
    from placed
    where community_id is not null
    qualify row_number() over (partition by community_id, uid order by case status when 'done' then 1 when 'running' then 2 when 'rejected' then 3 else 4 end, decided_on desc nulls last, file desc) = 1
)
select
    'pb-' || md5(o.community_id || '/' || o.uid)[:16] as project_id,
    o.community_id,
    o.size,
    o.scope,
    o.status,
    o.votes,
    c.votes as votes_counted,
    o.decided_on,
    coalesce(year(o.decided_on), c.year, try_cast(regexp_extract(o.uid, '^(20\d\d)', 1) as bigint)) as year,
    o.planned_uah,
    o.actual_uah,
    o.code_differs
from one o
left join counted c on c.uid = o.uid and c.publisher = coalesce(nullif(regexp_extract(o.file, '^(.*)/', 1), ''), regexp_replace(o.file, '\.[^/]*$', ''))
