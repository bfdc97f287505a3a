-- One row a type of body: how many named ones are known.
select coalesce(body_type, 'other') as body_type, count(distinct name_uk || coalesce(city, '')) as bodies, count(distinct city) as cities
from mart.osn_body
group by 1 order by bodies desc, body_type
