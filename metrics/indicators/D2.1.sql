-- One row a community and year: who in the council answers for digitization: 0 nobody; 1 duties assigned part-time; 2 a dedicated position; 3 a deputy head. Nobody publishes it yet, so there is no row.
select
    null::varchar as territory_id,
    null::varchar as period,
    null::double as value,
    null::double as num,
    null::double as den,
    null::varchar as obs_status
where false
