-- One row a community and year: what the statute of the community says: 0 there is none; 1 there is one; 2 it has a chapter on ОСН or on e-participation; 3 it has both and is published online. Nobody publishes it yet, so there is no row.
select
    null::varchar as territory_id,
    null::varchar as period,
    null::double as value,
    null::double as num,
    null::double as den,
    null::varchar as obs_status
where false
