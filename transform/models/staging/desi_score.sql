-- One row a country and node: DESI 2022 computed from its indicators, bounds and weights, 0–100. The index is not in the files, only its parts are.
with scaled as (
    select country_code, subdimension, subdimension_weight, weight, greatest(0.0, least(1.0, (value - lo) / (hi - lo))) as z
    from raw.desi_2022
    where value is not null
),
subdimension as (
    select country_code, subdimension, any_value(subdimension_weight) as share, sum(weight * z) / sum(weight) as z
    from scaled
    group by country_code, subdimension
),
dimension as (
    select country_code, left(subdimension, 1) as node, 100 * sum(share * z) / sum(share) as value
    from subdimension
    group by country_code, left(subdimension, 1)
)
select country_code, node, round(value, 4) as value from dimension
union all
select country_code, 'total' as node, round(avg(value), 4) as value from dimension group by country_code
