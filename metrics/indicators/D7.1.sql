-- One row a community and year: how many of six tools are live, in per cent: e-petitions, participatory budget, consultations, polls, local initiative or e-appeal, broadcasts and votes of the council. Nobody publishes it yet, so there is no row.
select
    null::varchar as territory_id,
    null::varchar as period,
    null::double as value,
    null::double as num,
    null::double as den,
    null::varchar as obs_status
where false
