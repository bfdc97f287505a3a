-- One row an indicator: the borders of the five bands of its map, at fifths of communities.
select o.indicator_id, quantile_cont(o.value, 0.2) as c1, quantile_cont(o.value, 0.4) as c2, quantile_cont(o.value, 0.6) as c3, quantile_cont(o.value, 0.8) as c4,
    quantile_cont(o.value, 0.98) as top
from metric.observation o join mart.community c on c.community_id = o.territory_id
where o.level = 'community' and o.newest and c.is_ranked and o.value is not null
group by o.indicator_id
order by o.indicator_id
