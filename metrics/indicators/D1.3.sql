-- One row a community and year: local informatization programme: 0 none; 1 approved; 2 funded this year; 3 a report on its execution is published. Nobody publishes it yet, so there is no row.
select
    null::varchar as territory_id,
    null::varchar as period,
    null::double as value,
    null::double as num,
    null::double as den,
    null::varchar as obs_status
where false
