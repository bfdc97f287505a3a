-- One row an index and segment: how many communities or oblasts have both a published value and a score of ours of the same year, and how the two correlate.
select o.index_id, o.segment, count(*) as n, corr(o.percent_of_scale, s.value) as r
from mart.official_index o
join metric.dmi_score s on s.unit_id = o.territory_id and s.node_id = 'dmi' and s.period = o.period[:4] and s.value is not null
where o.component = 'загальний'
group by o.index_id, o.segment
having count(*) >= 5
order by o.index_id, o.segment
