-- One row a community and year: 100 minus the coefficient of variation of informatization spending per resident over three years, in per cent, not below 0. Nobody publishes it yet, so there is no row.
select
    null::varchar as territory_id,
    null::varchar as period,
    null::double as value,
    null::double as num,
    null::double as den,
    null::varchar as obs_status
where false
