-- One row a community and year: quality management: 0 none; 1 service standards; 2 feedback and a quarterly review; 3 CAF self-assessment or ISO 9001 in preparation; 4 certified by ISO 9001, ISO 18091 or CAF. Nobody publishes it yet, so there is no row.
select
    null::varchar as territory_id,
    null::varchar as period,
    null::double as value,
    null::double as num,
    null::double as den,
    null::varchar as obs_status
where false
