-- One row a community and year: share of residents of settlements with fibre access (FTTx, PON) or 100 Mbit/s. The EU target for 2030 is 100%. Nobody publishes it yet, so there is no row.
select
    null::varchar as territory_id,
    null::varchar as period,
    null::double as value,
    null::double as num,
    null::double as den,
    null::varchar as obs_status
where false
