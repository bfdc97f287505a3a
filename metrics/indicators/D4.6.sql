-- One row a body or community and quarter: mean of five checks of the last visit of the quarter, over those that were tested, at least three: valid HTTPS, usable on phones (viewport, size of text and of targets), LCP within 2.5 s, answers to 99% of 100 probes and more in 30 days, a gov.ua domain.
with told as (
    select unit_id, level, period, date, check_id, result
    from mart.audit_check
    where check_id in ('T.https', 'A5.viewport', 'A5.font', 'A5.tap', 'A5.lcp', 'T.govua')
), last as (
    select unit_id, level, period, max(date) as date from told group by all
), visit as (
    select
        unit_id, level, period,
        max(result) filter (check_id = 'T.https') as https,
        max(result) filter (check_id = 'A5.viewport') as viewport,
        count(*) filter (check_id in ('A5.font', 'A5.tap') and result = 'fail') as small,
        max(result) filter (check_id = 'A5.lcp') as lcp,
        max(result) filter (check_id = 'T.govua') as govua
    from told
    join last using (unit_id, level, period, date)
    group by all
), part as (
    select unit_id, level, period, https as result from visit
    union all select unit_id, level, period, if(viewport = 'pass' and small > 0, 'fail', viewport) from visit
    union all select unit_id, level, period, lcp from visit
    union all select unit_id, level, period, govua from visit
    union all select unit_id, level, period, if(answered >= 0.99 * probes, 'pass', 'fail') from mart.site_probe where probes >= 100
)
select
    unit_id as territory_id,
    level,
    period,
    100.0 * count(*) filter (result = 'pass') / count(*) as value,
    count(*) filter (result = 'pass') as num,
    count(*) as den,
    '' as obs_status
from part
where result in ('pass', 'fail')
group by all
having count(*) >= 3
