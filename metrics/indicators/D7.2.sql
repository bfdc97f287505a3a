-- One row a community and year, and one a community and quarter: e-petitions registered in it in the year, or in the twelve months to the end of the quarter, per 10,000 residents. A community counts from the year of its first petition to the last year of all, and to the last quarter that a petition shows to be over: a period in between without one is 0, an unknown community is not. What a moderator rejected was not registered.
with registered as (
    select community_id, started_on, status is distinct from 'rejected' as counts from mart.petition
), newest as (
    select max(started_on) as day from registered
), first as (
    select community_id, min(year(started_on)) as year from registered group by community_id
), span as (
    select community_id, make_date(unnest(range(f.year, year(n.day) + 1)) + 1, 1, 1) as ends, true as whole from first f, newest n
    union all
    select community_id, unnest(generate_series(make_date(f.year + 1, 1, 1), date_trunc('quarter', n.day + 1)::date, interval 3 month))::date, false from first f, newest n
), twelve_months as (
    select
        s.community_id,
        strftime(s.ends - interval 1 day, '%Y') || if(s.whole, '', '-Q' || quarter(s.ends - interval 1 day)) as period,
        count(r.started_on) as petitions
    from span s
    left join registered r on r.community_id = s.community_id and r.counts and r.started_on < s.ends and r.started_on >= s.ends - interval 1 year
    group by s.community_id, s.ends, s.whole
)
select
    t.community_id as territory_id,
    t.period,
    10000.0 * t.petitions / c.population as value,
    t.petitions as num,
    c.population as den,
    '' as obs_status
from twelve_months t
join mart.community c on c.community_id = t.community_id and c.population is not null
