-- One row a body or community and year: items of the checklist found on the site in per cent of all 25, on the last visit of the year that tested all of them. What robots.txt or a script closes is not tested, never failed: such a visit tells no share of 25.
with visit as (
    select unit_id, level, left(period, 4) as year, date, count(*) filter (result = 'pass') as found, count(*) filter (result <> 'not_tested') as tested
    from mart.audit_check
    where block = 'A2'
    group by all
)
select
    unit_id as territory_id,
    level,
    year as period,
    arg_max(100.0 * found / tested, date) as value,
    arg_max(found, date) as num,
    arg_max(tested, date) as den,
    '' as obs_status
from visit
where tested >= 25
group by all
