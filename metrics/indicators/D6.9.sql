-- One row a body or community and year: help for those who do not use digital channels: 0 none; 1 by phone; 2 at a desk; 3 at a desk and by home or mobile visits. Nobody publishes it yet, so there is no row.
select
    null::varchar as territory_id,
    'community' as level,
    null::varchar as period,
    null::double as value,
    null::double as num,
    null::double as den,
    null::varchar as obs_status
where false
