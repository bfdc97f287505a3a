-- One row a ranked community and place of the newest year: the step that would add most to its maturity first, with the rule that fits it and the mechanism that acts.
with newest as (
    select max(period) as period from metric.dmi_score where level = 'community'
), score as (
    select s.unit_id, s.node_id, s.value from metric.dmi_score s join newest using (period) where s.level = 'community'
), observed as (
    select o.territory_id, o.indicator_id, o.value
    from metric.observation o join newest n on left(o.period, 4) = n.period
    where o.level = 'community' and o.value is not null
    qualify row_number() over (partition by o.territory_id, o.indicator_id order by o.period desc) = 1
)
select s.unit_id as community_id, s.period, s.place, s.indicator_id, s.score, s.gain, r.rule_id, r.mechanism_id
from metric.dmi_step s
join newest using (period)
join mart.step_rule r on r.indicator_id = s.indicator_id
left join observed o on o.territory_id = s.unit_id and o.indicator_id = s.indicator_id
left join score x on x.unit_id = s.unit_id and x.node_id = r.node_id
join mart.community c on c.community_id = s.unit_id and c.is_ranked
where s.level = 'community' and s.place <= 10
    and (r.value_below is null or o.value < r.value_below) and (r.value_above is null or o.value > r.value_above) and (r.node_id is null or x.value < r.node_below)
qualify row_number() over (partition by s.unit_id, s.indicator_id order by r.priority, r.rule_id) = 1
order by s.unit_id, s.place
