-- One row a community and year: local regulation on bodies of self-organization: 0 none; 1 adopted; 2 adopted or revised within five years, with a list of powers and a form of report. Nobody publishes it yet, so there is no row.
select
    null::varchar as territory_id,
    null::varchar as period,
    null::double as value,
    null::double as num,
    null::double as den,
    null::varchar as obs_status
where false
