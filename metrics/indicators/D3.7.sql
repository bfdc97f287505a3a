-- One row a body or community and year: rules of WCAG 2.1 AA passed in per cent of those tested, over the pages of the last visit of the year that tested any (ten at most).
with visit as (
    select unit_id, level, left(period, 4) as year, date, count(*) filter (result = 'pass') as passed, count(*) filter (result <> 'not_tested') as tested
    from mart.audit_check
    where block = 'A4'
    group by all
)
select
    unit_id as territory_id,
    level,
    year as period,
    arg_max(100.0 * passed / tested, date) as value,
    arg_max(passed, date) as num,
    arg_max(tested, date) as den,
    '' as obs_status
from visit
where tested > 0
group by all
