-- One row an oblast and year: cheapest monthly tariff of fixed access of 30 Mbit/s or more, in per cent of the oblast's mean wage. Nobody publishes it yet, so there is no row.
select
    null::varchar as territory_id,
    'oblast' as level,
    null::varchar as period,
    null::double as value,
    null::double as num,
    null::double as den,
    null::varchar as obs_status
where false
