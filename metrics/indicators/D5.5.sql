-- One row a community and year with the two years before it: 100 less the coefficient of variation of informatization spending per resident (standard deviation of the three years by their mean), in prices of 2021. Without any spending it does not apply.
with three as (
    select
        community_id,
        year,
        list(real_uah / population) over w as spent,
        min(year) over w as since
    from mart.informatization_year
    where population is not null and real_uah is not null
    window w as (partition by community_id order by year rows between 2 preceding and current row)
),
moments as (
    select *, list_sum(spent) / 3 as mean
    from three
    where len(spent) = 3 and since = year - 2
)
select
    community_id as territory_id,
    year::varchar as period,
    if(mean > 0, 100 * (1 - least(1, sqrt(list_sum(list_transform(spent, v -> (v - mean) * (v - mean))) / 3) / mean)), null) as value,
    null::double as num,
    null::double as den,
    if(mean > 0, '', 'n') as obs_status
from moments
