-- One row a power of a body as the newest entry of its register lists it: own ones are given at creation, delegated ones are the council's, which it passes on (Law 2625-III, articles 14 and 15).
with newest as (
    select
        osn_id,
        arg_max(own_powers, coalesce(decision_date, date '0001-01-01')) filter (own_powers is not null) as own,
        arg_max(delegated_powers, coalesce(decision_date, date '0001-01-01')) filter (delegated_powers is not null) as delegated
    from staging.body_register
    where osn_id is not null
    group by osn_id
), listed as (
    select osn_id, 'own' as power_type, string_split(own, ';') as parts from newest where own is not null
    union all
    select osn_id, 'delegated', string_split(delegated, ';') from newest where delegated is not null
), each_part as (
    select osn_id, power_type, unnest(parts) as part, generate_subscripts(parts, 1) as place from listed
)
select osn_id, power_type, row_number() over (partition by osn_id, power_type order by place) as power_no, trim(part) as power_uk
from each_part
where trim(part) <> ''
