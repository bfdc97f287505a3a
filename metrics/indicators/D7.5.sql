-- One row a community and year: votes of the year for projects of the participatory budget per resident aged 14 and over. Residents of that age are those of the community times the
-- share of the oblast, of which a fifth of the group 10–14 is 14; where the oblast's is not known, the country's.
with age as (
    select territory_id, sum(if(age_from >= 15, 5 * residents, if(age_from = 10, residents, 0))) / 5 as older, sum(residents) as residents
    from mart.resident_population
    group by 1
),
country as (
    select sum(older order by territory_id) / sum(residents) as share from age
)
select
    e.community_id as territory_id,
    e.year::varchar as period,
    100 * e.votes / (c.population * coalesce(a.older / a.residents, n.share)) as value,
    e.votes::double as num,
    c.population * coalesce(a.older / a.residents, n.share) as den,
    '' as obs_status
from mart.edem_year e
join mart.community c using (community_id)
cross join country n
left join age a on a.territory_id = c.oblast_id
where e.votes is not null and c.population is not null
