-- One row a community at one end of an indicator or index, newest period; a row without a name counts those who share the value of the fifth.
select e.indicator_id, e.side, e.place, c.slug, c.title_uk, c.title_en, e.value, e.tied
from metric.extreme e
left join mart.community c on c.community_id = e.territory_id
order by e.indicator_id, e.side, e.place, e.territory_id
