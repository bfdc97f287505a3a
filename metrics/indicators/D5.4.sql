-- One row a body or community and year: funds of the local budget passed to bodies of self-organization per resident of their territories. Nobody publishes it yet, so there is no row.
select
    null::varchar as territory_id,
    'community' as level,
    null::varchar as period,
    null::double as value,
    null::double as num,
    null::double as den,
    null::varchar as obs_status
where false
