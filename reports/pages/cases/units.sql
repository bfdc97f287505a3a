-- One row a community with a score of cases or of surveys in the newest year of either, best cases first.
with newest as (
    select unit_id, metric, value, low, high, n from metric.case_metric where level = 'community' and metric in ('E', 'on_time', 'p50') and period = (select max(period) from metric.case_metric where length(period) = 4)
    union all
    select unit_id, metric, value, low, high, n from metric.survey_unit where level = 'community' and metric in ('S', 'csat') and period = (select max(period) from metric.survey_unit where length(period) = 4)
)
select
    c.slug, c.title_uk, c.title_en, c.oblast_uk, c.oblast_en,
    max(value) filter (metric = 'E') as e,
    100 * max(value) filter (metric = 'on_time') as on_time,
    max(value) filter (metric = 'p50') as p50,
    max(value) filter (metric = 'S') as s,
    max(value) filter (metric = 'csat') as csat, max(low) filter (metric = 'csat') as csat_low, max(high) filter (metric = 'csat') as csat_high, max(n) filter (metric = 'csat') as answers
from newest n
join mart.community c on c.community_id = n.unit_id
group by all
having max(value) is not null
order by e desc nulls last, s desc nulls last, c.slug
