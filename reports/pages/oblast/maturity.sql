-- One row an oblast with values of maturity and node of the index in the newest year: the whole and its dimensions, with the country beside them.
with newest as (
    select max(period) as period from metric.dmi_score where level = 'community' and node_id = 'dmi' and value is not null
)
select s.unit_id as oblast_id, s.node_id, s.value, u.value as country, i.low, i.high, i.band, s."rank", s.ranked, s.period, g.change, g.low as change_low, g.high as change_high, g.verdict, m.median, m.n
from metric.dmi_score s join newest using (period)
left join metric.dmi_score u on u.level = 'country' and u.node_id = s.node_id and u.period = s.period
left join metric.dmi_interval i on s.node_id = 'dmi' and i.level = 'oblast' and i.unit_id = s.unit_id and i.period = s.period
left join metric.dmi_change g on s.node_id = 'dmi' and g.level = 'oblast' and g.unit_id = s.unit_id and g.period = s.period
left join metric.summary m on s.node_id = 'dmi' and m.indicator_id = 'dmi' and m.period = s.period and m.group_by = 'oblast' and m.group_id = s.unit_id
where s.level = 'oblast' and (s.node_id = 'dmi' or length(s.node_id) = 2)
order by s.unit_id, s.node_id = 'dmi' desc, s.node_id
