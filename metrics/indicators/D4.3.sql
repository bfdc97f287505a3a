-- One row a community and year: electronic document management: 0 none; 1 a system without exchange; 2 connected to the state exchange system; 3 and at least 80% of outgoing documents are electronic. Nobody publishes it yet, so there is no row.
select
    null::varchar as territory_id,
    null::varchar as period,
    null::double as value,
    null::double as num,
    null::double as den,
    null::varchar as obs_status
where false
