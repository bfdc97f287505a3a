-- One row a community and year: filled IT positions per 100 employees of the council's executive bodies. Nobody publishes it yet, so there is no row.
select
    null::varchar as territory_id,
    null::varchar as period,
    null::double as value,
    null::double as num,
    null::double as den,
    null::varchar as obs_status
where false
