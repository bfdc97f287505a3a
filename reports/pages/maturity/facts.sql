-- One row: the newest year with a score, how scores of communities are spread, the country as a whole, and of how many indicators communities have values.
with newest as (
    select max(period) as period from metric.dmi_score where level = 'community' and node_id = 'dmi' and value is not null
)
select n.period, t.told, t.scored as banded, t.not_told, b.band, b.n as often, m.n as scored, m.missing, m.median, m.p10, m.p90, m.mean, m.weighted_mean, s.value as country, s.value_amean as country_arith, i.low as country_low, i.high as country_high,
    (select max(l.node_id) from metric.dmi_loss l where l.level = 'country' and l.period = n.period and l.dominant) as worst,
    (select count(*) from metric.indicator where shown = 'community' and regexp_matches(indicator_id, '^D[1-8]\.')) as held,
    (select count(*) from metric.indicator where regexp_matches(indicator_id, '^D[1-8]\.')) as indicators,
    (select count(distinct period) from metric.dmi_score where level = 'community' and node_id = 'dmi' and value is not null) as years,
    (select max(value) filter (where measure = 'theil_t_within') / nullif(sum(value), 0) from metric.inequality where indicator_id = 'dmi' and newest and weighting = 'none' and group_by = 'oblast' and coalesce(group_id, '') = '' and measure in ('theil_t_between', 'theil_t_within')) as within
from newest n
left join metric.dmi_status t on t.period = n.period
left join (
    select i.period, i.band, count(*) as n from metric.dmi_interval i join mart.community c on c.community_id = i.unit_id and i.level = 'community' and c.is_ranked where i.band is not null
    group by i.period, i.band qualify row_number() over (partition by i.period order by n desc, i.band) = 1
) b on b.period = n.period
left join metric.summary m on m.indicator_id = 'dmi' and m.period = n.period and m.group_by = 'all'
left join metric.dmi_score s on s.level = 'country' and s.node_id = 'dmi' and s.period = n.period
left join metric.dmi_interval i on i.level = 'country' and i.period = n.period
