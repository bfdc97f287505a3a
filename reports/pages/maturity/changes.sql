-- One row a pair of years and verdict: in how many ranked communities the index rose, fell, or cannot be told to have changed, of those that compare.
select g.period, g.period_before, g.verdict, count(*) as n, sum(if(g.verdict = 'basis', 0, count(*))) over (partition by g.period, g.period_before)::bigint as comparable
from metric.dmi_change g join mart.community c on c.community_id = g.unit_id and c.is_ranked
where g.level = 'community'
group by g.period, g.period_before, g.verdict
order by g.period desc, g.period_before desc, list_position(['up', 'unclear', 'down', 'basis'], g.verdict)
