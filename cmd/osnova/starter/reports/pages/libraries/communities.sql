-- One row a community of the list, largest count first, with its score.
select c.title_uk, c.title_en, l.libraries, l.wifi, s.value as score
from mart.library_community l
join mart.community c using (community_id)
left join metric.library_access_score s on s.unit_id = l.community_id and s.level = 'community' and s.node_id = 'library_access'
order by l.libraries desc nulls last, c.community_id
