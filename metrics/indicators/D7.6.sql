-- One row a community whose council's register is loaded, in the year that the register speaks of: share of residents who live on territories of active bodies of self-organization. A register without an active body makes it 0; without a register it is unknown. Where some body has no number of residents the share is only known to be at least so much, and is left out.
select
    b.community_id as territory_id,
    cast(year(b.as_of - interval 6 month) as varchar) as period,
    if(b.residents_unknown > 0, null, 100.0 * b.residents / c.population) as value,
    if(b.residents_unknown > 0, null, b.residents) as num,
    c.population as den,
    if(b.residents_unknown > 0, ':', '') as obs_status
from mart.body_community b
join mart.community c on c.community_id = b.community_id
where b.coverage = 'register' and b.as_of is not null and c.population > 0
