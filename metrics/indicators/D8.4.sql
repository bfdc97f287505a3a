-- One row an oblast and year: share of internet users who used e-services in 12 months. Nobody publishes it yet, so there is no row.
select
    null::varchar as territory_id,
    'oblast' as level,
    null::varchar as period,
    null::double as value,
    null::double as num,
    null::double as den,
    null::varchar as obs_status
where false
