-- One row a body or community and year: points with a free computer and internet: hubs, libraries, self-service at service centres, rooms of ОСН, per 10,000 residents. Nobody publishes it yet, so there is no row.
select
    null::varchar as territory_id,
    'community' as level,
    null::varchar as period,
    null::double as value,
    null::double as num,
    null::double as den,
    null::varchar as obs_status
where false
