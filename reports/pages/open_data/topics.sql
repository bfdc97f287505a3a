-- One row an obligatory topic: how many councils in the catalogue have it, and how many have it fresh.
select o.topic, o.name_uk, o.name_en, count(distinct f.community_id) as councils, count(distinct f.community_id) filter (f.fresh) as fresh
from mart.obligatory_topic o
left join mart.open_data_freshness f on f.topic = o.topic
group by all
order by o.topic
