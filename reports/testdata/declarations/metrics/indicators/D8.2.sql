-- One row an oblast and year: share of people with digital skills at the basic level or above by DigComp. The EU target for 2030 is 80%. Nobody publishes it yet, so there is no row.
select
    null::varchar as territory_id,
    'oblast' as level,
    null::varchar as period,
    null::double as value,
    null::double as num,
    null::double as den,
    null::varchar as obs_status
where false
