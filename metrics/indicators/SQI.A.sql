-- One row a body or community and year: component A of service quality, Σ w·block over the blocks tested, weights renormalised, none where these weigh less than half (SPEC 4.5). Each block is that of the last visit of the year that tested it; availability is that of the probes of the newest quarter, or else of the visit.
with result as (
    select unit_id, level, left(period, 4) as year, block, date, check_id, result,
        case when block in ('A3', 'A6') then evidence_url end as item,
        case check_id when 'A6.answered' then 50 when 'A6.correct' then 30 when 'A6.polite' then 20 else 1 end as points
    from mart.audit_check
    where block <> 'T' and result <> 'not_tested'
), last as (
    select unit_id, level, year, block, max(date) as date from result group by all
), item as (
    select unit_id, level, year, block, item, 100.0 * coalesce(sum(points) filter (result = 'pass'), 0) / sum(points) as score
    from result
    join last using (unit_id, level, year, block, date)
    group by all
), probed as (
    select unit_id, level, left(period, 4) as year, arg_max(100.0 * answered / probes, period) as score from mart.site_probe group by all
), block as (
    select unit_id, level, year, block, list_avg(list_sort(list(score))) as score -- in one order, so that the last digit is always the same
    from item
    where block <> 'A1'
    group by all
    union all
    select coalesce(p.unit_id, i.unit_id), coalesce(p.level, i.level), coalesce(p.year, i.year), 'A1', coalesce(p.score, i.score)
    from probed p
    full join (from item where block = 'A1') i using (unit_id, level, year)
), weighed as (
    select *, case block when 'A1' then 0.15 when 'A2' then 0.25 when 'A3' then 0.20 when 'A4' then 0.15 when 'A5' then 0.10 when 'A6' then 0.15 end::decimal(3, 2) as weight
    from block
)
select
    unit_id as territory_id,
    level,
    year as period,
    list_sum(list(weight::double * score order by block)) / sum(weight)::double as value,
    null::double as num,
    null::double as den,
    '' as obs_status
from weighed
group by all
having sum(weight) >= 0.5
