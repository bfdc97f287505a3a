-- One row an oblast and year: difference between the shares of internet users aged 18–39 and 60 and over. Nobody publishes it yet, so there is no row.
select
    null::varchar as territory_id,
    'oblast' as level,
    null::varchar as period,
    null::double as value,
    null::double as num,
    null::double as den,
    null::varchar as obs_status
where false
