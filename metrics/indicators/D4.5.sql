-- One row a community and year: how many of eight requirements are met, in per cent: multi-factor login, backups, patching, antivirus, HTTPS with HSTS, SPF/DKIM/DMARC, a person responsible, an incident plan. Nobody publishes it yet, so there is no row.
select
    null::varchar as territory_id,
    null::varchar as period,
    null::double as value,
    null::double as num,
    null::double as den,
    null::varchar as obs_status
where false
