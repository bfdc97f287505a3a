-- One row a petition to a known community: of several rows about one the latest news counts. It reached the threshold where it is reviewed or answered, or has the signatures. The answer is due 14 days (ten working days) after the review began; where that day is not known, after the 90 days of the collection. Neither authors, signatories nor titles are here.
with one as (
    select *
    from staging.petition
    where community_id is not null
    qualify row_number() over (partition by community_id, uid order by answered_on desc nulls last, review_on desc nulls last, signatures desc nulls last, source_id, file) = 1
), due as (
    select
        *,
        status in ('under_review', 'answered') or coalesce(signatures >= threshold, false) as reached,
        coalesce(review_on, started_on + 90)::date + 14 as due_on
    from one
), news as (
    select max(greatest(started_on, coalesce(review_on, started_on), coalesce(answered_on, started_on))) as last_on from due
)
select
    'pet-' || md5(community_id || '/' || uid)[:16] as petition_id,
    community_id,
    source_id,
    category,
    started_on,
    signatures,
    threshold,
    status,
    coalesce(reached, false) as reached,
    answered_on,
    case when reached then due_on end as due_on,
    case
        when not coalesce(reached, false) then null
        when answered_on is not null then answered_on <= due_on
        when due_on < last_on then false
    end as in_time,
    code_differs
from due, news
