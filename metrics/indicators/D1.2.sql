-- One row a community and year: digital strategy in force: 0 none; 1 a section of the general strategy; 2 a separate document; 3 with indicators and a public report each year. Nobody publishes it yet, so there is no row.
select
    null::varchar as territory_id,
    null::varchar as period,
    null::double as value,
    null::double as num,
    null::double as den,
    null::varchar as obs_status
where false
