-- One row a year of the country: metrics of component E.
select
    period as year,
    max(n) filter (metric = 'cases') as cases,
    100 * max(value) filter (metric = 'E1') as e1,
    max(value) filter (metric = 'p50') as p50,
    max(value) filter (metric = 'p90') as p90,
    100 * max(value) filter (metric = 'E3') as e3,
    100 * max(value) filter (metric = 'E4') as e4,
    100 * max(value) filter (metric = 'E5') as e5,
    100 * max(value) filter (metric = 'E6') as e6
from metric.case_metric
where unit_id = 'UA' and length(period) = 4
group by period
order by period
