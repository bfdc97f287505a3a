-- One row: of how many indicators something is held, if only for the country.
select count(*) as n, count(*) filter (held) as held, count(*) filter (tier = 1) as registers, count(*) filter (tier = 2) as audit, count(*) filter (tier = 3) as survey from mart.methodology
