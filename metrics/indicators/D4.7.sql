-- One row a body or community and year: share of active bodies of self-organization with a usable room, a working device and internet. Nobody publishes it yet, so there is no row.
select
    null::varchar as territory_id,
    'community' as level,
    null::varchar as period,
    null::double as value,
    null::double as num,
    null::double as den,
    null::varchar as obs_status
where false
