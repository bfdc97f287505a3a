-- One row a petition of a publisher's file or site, with its community: the one that is named where name and code differ, for codes are often copied from examples. Signatures that the file lacks are those counted in the table of signatures of the same publisher: its folder, or, without folders, its name of a file. What was answered before it began has no date of the answer.
with listed as (
    select
        'rec835_petition' as source_id, p.file, p.uid, p.category, coalesce(p.named_id, t.community_id) as community_id,
        p.named_id is not null and t.community_id is not null and p.named_id <> t.community_id as code_differs,
        p.started_on, coalesce(p.signatures, v.votes) as signatures, p.threshold, p.status, null::date as review_on, p.answered_on
    from raw.rec835_petition p
    left join staging.territory t on t.territory_id = p.community_code
    left join (select coalesce(nullif(regexp_extract(file, '^(.*)/', 1), ''), regexp_replace(file, '\.[^/]*$', '')) as publisher, uid, sum(votes)::bigint as votes from raw.rec835_petition_vote where uid <> '' group by publisher, uid) v
        on v.uid = p.uid and v.publisher = coalesce(nullif(regexp_extract(p.file, '^(.*)/', 1), ''), regexp_replace(p.file, '\.[^/]*$', ''))
    union all
    select
        'petition_site', s.file, s.uid, null, t.community_id, false, s.started_on, s.signatures, s.threshold, s.status, s.review_on, s.answered_on
    from raw.petition_site s
    left join staging.territory t on t.territory_id = regexp_extract(s.file, '(UA\d{17})/', 1)
)
select
    source_id, file, uid, category, community_id, code_differs, started_on, signatures, threshold, status,
    case when review_on >= started_on then review_on end as review_on,
    case when answered_on >= started_on then answered_on end as answered_on
from listed
