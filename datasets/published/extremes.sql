-- One row per community at one end of an indicator or index, newest period: the five best and the five worst; those who share the value of the fifth with others are counted and not named.
select e.indicator_id, e.period, e.side, e.place, e.territory_id, c.title_uk as territory_uk, c.title_en as territory_en, e.value, e.tied, e.n
from metric.extreme e
left join mart.community c on c.community_id = e.territory_id
order by e.indicator_id, e.period, e.side, e.place, e.territory_id
