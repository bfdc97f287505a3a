-- One row a body or community and year: component of service quality: users' marks by SERVQUAL brought to 0–100, with weights of the dimensions. Nobody publishes it yet, so there is no row.
select
    null::varchar as territory_id,
    'community' as level,
    null::varchar as period,
    null::double as value,
    null::double as num,
    null::double as den,
    null::varchar as obs_status
where false
