-- One row a community and year: what came to its participatory budget on the e-DEM platform in the year, the difference of two editions of the turn of the
-- year (December or January). The platform counts from its beginning, so one edition says nothing of a year. There is no row where councils of
-- the community, or those that give a token for a sum, are not as many in both, where a count fell, or where nothing came: who left the platform looks so.
with edition as (
    select *, extract(year from edition) - if(extract(month from edition) = 1, 1, 0) as closes
    from mart.edem_statistic
    where extract(month from edition) in (12, 1) and has_budget
    qualify row_number() over (partition by community_id, closes order by abs(date_diff('day', edition, make_date(closes, 12, 31))), edition) = 1
)
select
    e.community_id,
    e.closes as year,
    b.edition as after_edition,
    e.edition,
    case when e.tokens = b.tokens and e.budget_uah > b.budget_uah then (e.budget_uah::decimal(20, 2) - b.budget_uah::decimal(20, 2))::double end as budget_uah,
    case when e.projects >= b.projects then e.projects - b.projects end as projects,
    case
        when e.online_votes >= b.online_votes and (e.offline_votes >= b.offline_votes or e.offline_votes is null and b.offline_votes is null)
            then nullif(e.online_votes - b.online_votes + coalesce(e.offline_votes - b.offline_votes, 0), 0)
    end as votes
from edition e
join edition b on b.community_id = e.community_id and b.closes = e.closes - 1
where e.councils = b.councils
