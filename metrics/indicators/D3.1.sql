-- One row a community and year: share of residents of listed settlements that have at least one operator of fixed access. The list must name settlements of at least half of its residents; what it does not name is not known.
select
    s.community_id as territory_id,
    s.year::varchar as period,
    100.0 * coalesce(sum(s.residents) filter (s.fixed), 0) / sum(s.residents) as value,
    coalesce(sum(s.residents) filter (s.fixed), 0)::double as num,
    sum(s.residents)::double as den,
    '' as obs_status
from mart.settlement_coverage s
join mart.community c on c.community_id = s.community_id
where s.residents is not null
group by s.community_id, s.year
having sum(s.residents) > 0 and sum(s.residents) >= 0.5 * coalesce(any_value(c.population), 0)
