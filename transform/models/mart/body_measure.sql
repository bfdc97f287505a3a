-- One row a body or community, year and measure that bodies of self-organization are asked for: the part and the whole. A community is the sum of its bodies that answered; where its register has no active body the measure does not apply; where bodies did not answer there is no row. Of a community it says how many bodies told both numbers, and how many are known: those active in its register, or those that told if they are more. Of devices, internet and a room one no settles that a body is not equipped; else all three answers are needed.
with answer as (
    select unit_id, community_id, period,
        max(value) filter (item = 'leaders_trained') as trained, max(value) filter (item = 'leaders') as leaders,
        max(value) filter (item = 'funds_uah') as funds_uah, max(value) filter (item = 'residents') as residents,
        min(least(value, 1)) filter (item in ('devices', 'internet', 'room')) as equipped, count(value) filter (item in ('devices', 'internet', 'room')) as told
    from mart.form_answer
    where level = 'body' and community_id is not null
    group by unit_id, community_id, period
), body as (
    select 'trained' as measure, unit_id, community_id, period, trained as num, leaders as den from answer
    union all
    select 'funds', unit_id, community_id, period, funds_uah, residents from answer
    union all
    select 'equipped', unit_id, community_id, period, case when equipped = 0 or told = 3 then equipped end, 1 from answer
), known as (
    select * from body where num is not null and den is not null
), without as (
    select c.community_id, y.period
    from mart.community c
    join mart.body_community b on b.community_id = c.community_id
    cross join (select distinct period from answer) y
    where c.is_ranked and b.coverage = 'register' and b.active = 0
        and not exists (select 1 from answer a where a.community_id = c.community_id and a.period = y.period)
)
select measure, unit_id, 'body' as level, period, num, nullif(den, 0) as den, case when den = 0 then 'n' else '' end as obs_status, null::bigint as bodies, null::bigint as bodies_known
from known
union all
select k.measure, k.community_id, 'community', k.period, sum(k.num), nullif(sum(k.den), 0), case when sum(k.den) = 0 then 'n' else '' end, count(*), greatest(count(*), coalesce(any_value(b.active), 0))
from known k
left join mart.body_community b on b.community_id = k.community_id
group by k.measure, k.community_id, k.period
union all
select m.measure, w.community_id, 'community', w.period, null, null, 'n', 0, 0
from without w
cross join (values ('trained'), ('funds'), ('equipped')) m (measure)
