-- One row a body or community and year: mean of five checks: valid HTTPS, fit for phones, LCP within 2.5 s, availability of 99% or more in 30 days, a gov.ua domain. Nobody publishes it yet, so there is no row.
select
    null::varchar as territory_id,
    'community' as level,
    null::varchar as period,
    null::double as value,
    null::double as num,
    null::double as den,
    null::varchar as obs_status
where false
