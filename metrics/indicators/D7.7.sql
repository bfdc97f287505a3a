-- One row a body and quarter: 100 if its page or channel was updated in the 90 days before the last visit, 0 if not or if none was found; and one a community: the share of such bodies among those looked at, where these are at least four fifths of the active bodies that registers know of when the round began. Where registers know no body at work it does not apply.
with visit as (
    select unit_id as osn_id, period, max(date) as date, arg_max(result, date) as result
    from mart.audit_check
    where level = 'body' and check_id = 'T.updated' and result <> 'not_tested'
    group by all
), body as (
    select v.osn_id, v.period, (v.result = 'pass')::integer as fresh, coalesce(s.community_id, b.community_id) as community_id
    from visit v
    left join mart.site s on s.unit_id = v.osn_id
    left join mart.body b on b.osn_id = v.osn_id
), community as (
    select community_id, period, sum(fresh)::bigint as fresh, count(*) as seen from body where community_id is not null group by all
), active as (
    select b.community_id, v.period, count(*) as bodies
    from mart.body b
    join (select period, min(date) as date from visit group by period) v on coalesce(b.permit_date, b.registered_date, b.elected_date, v.date) <= v.date
    where b.status = 'active' and b.community_id is not null
    group by all
), without as (
    select c.community_id, v.period
    from mart.community c
    cross join (select distinct period from visit) v
    where c.is_ranked
        and exists (select 1 from mart.body)
        and not exists (select 1 from mart.body b where b.community_id = c.community_id and b.status not in ('terminated', 'terminating', 'expired'))
        and not exists (select 1 from community k where k.community_id = c.community_id and k.period = v.period)
)
select osn_id as territory_id, 'body' as level, period, 100.0 * fresh as value, fresh as num, 1 as den, '' as obs_status
from body
union all
select c.community_id, 'community', c.period, 100.0 * c.fresh / c.seen, c.fresh, c.seen, ''
from community c
left join active a using (community_id, period)
where c.seen >= 0.8 * coalesce(a.bodies, 0)
union all
select community_id, 'community', period, null, null, null, 'n'
from without
