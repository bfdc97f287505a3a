-- One row an oblast and year: registered Diia users in per cent of adult residents of the oblast. Nobody publishes it yet, so there is no row.
select
    null::varchar as territory_id,
    'oblast' as level,
    null::varchar as period,
    null::double as value,
    null::double as num,
    null::double as den,
    null::varchar as obs_status
where false
