-- One row an oblast and year: share of people aged 16–74 (or 18–70) who used the internet in the last three months. Nobody publishes it yet, so there is no row.
select
    null::varchar as territory_id,
    'oblast' as level,
    null::varchar as period,
    null::double as value,
    null::double as num,
    null::double as den,
    null::varchar as obs_status
where false
