-- One row a tier: how many indicators, and of how many something is held at community level.
select tier, count(*) as n from mart.methodology group by tier order by tier
