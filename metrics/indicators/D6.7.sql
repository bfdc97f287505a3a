-- One row a body or community and year: share of services with an information card in which at least 12 of the 14 fields required by law are filled. Nobody publishes it yet, so there is no row.
select
    null::varchar as territory_id,
    'community' as level,
    null::varchar as period,
    null::double as value,
    null::double as num,
    null::double as den,
    null::varchar as obs_status
where false
