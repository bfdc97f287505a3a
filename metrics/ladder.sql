-- One row a unit, year and level of the digital divide: access (L1) is dimension D3, use (L2) D8.1 to D8.5 by their weights in D8, benefit (L3) the mean of D8.6, D8.7 and the service quality index; points out of 100. What is known by oblast only stays there.
with leaf as (
    select s.unit_id, s.level, s.period, s.node_id, s.value
    from metric.dmi_score s where s.level in ('community', 'oblast') and s.value is not null
), rung as (
    select unit_id, level, period, 'L1' as rung, value from leaf where node_id = 'D3'
    union all
    select unit_id, level, period, 'L2', sum(value * w order by node_id) / sum(w order by node_id)
    from leaf join (values ('D8.1', 0.15), ('D8.2', 0.25), ('D8.3', 0.1), ('D8.4', 0.2), ('D8.5', 0.1)) u(node_id, w) using (node_id) group by all
    union all
    select unit_id, level, period, 'L3', avg(value order by node_id) from (
        select * from leaf where node_id in ('D8.6', 'D8.7')
        union all
        select unit_id, level, period, 'SQI', value from metric.sqi_score where node_id = 'sqi' and level in ('community', 'oblast') and value is not null
    ) group by all
)
select r.level, r.rung, r.period, r.unit_id, r.value::double as value, coalesce(c.population, o.residents)::double as residents
from rung r
left join mart.community c on r.level = 'community' and c.community_id = r.unit_id
left join mart.oblast o on r.level = 'oblast' and o.oblast_id = r.unit_id
where (r.level = 'oblast' or c.is_ranked) and coalesce(c.population, o.residents) > 0
order by r.level, r.rung, r.period, r.unit_id
