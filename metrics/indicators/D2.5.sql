-- One row a body or community and year: heads and secretaries who completed a digital course, of all. A community is the sum of its bodies that answered; where its register has no active body it does not apply; where bodies did not answer it is unknown.
with returned as (
    select unit_id, community_id, period, max(value) filter (item = 'leaders_trained') as trained, max(value) filter (item = 'leaders') as leaders
    from mart.form_answer
    where level = 'body' and community_id is not null
    group by unit_id, community_id, period
), body as (
    select unit_id, community_id, period, trained as num, leaders as den
    from returned
    where trained is not null and leaders is not null
), year as (
    select distinct period from returned
), without as (
    select c.community_id, y.period
    from mart.community c
    join mart.body_community b on b.community_id = c.community_id
    cross join year y
    where c.is_ranked and b.coverage = 'register' and b.active = 0
        and not exists (select 1 from returned r where r.community_id = c.community_id and r.period = y.period)
)
select unit_id as territory_id, 'body' as level, period, 100.0 * num / nullif(den, 0) as value, num, den, case when den = 0 then 'n' else '' end as obs_status
from body
union all
select community_id, 'community', period, 100.0 * sum(num) / nullif(sum(den), 0), sum(num), nullif(sum(den), 0), case when sum(den) = 0 then 'n' else '' end
from body
group by community_id, period
union all
select community_id, 'community', period, null, null, null, 'n'
from without
