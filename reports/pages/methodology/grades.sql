-- One row a grade of coverage: ranked communities that have it in the index of open readiness.
select s.grade, count(*) as n, count(s.value) as scored, sum(count(*)) over ()::bigint as ranked, sum(count(s.value)) over ()::bigint as with_score
from metric.open_readiness_score s join mart.community c on c.community_id = s.unit_id
where s.level = 'community' and s.node_id = 'open_readiness' and c.is_ranked
group by s.grade order by s.grade
