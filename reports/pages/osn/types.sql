-- One row a type of body: how many named ones are known.
select body_type, count(*) as bodies, count(distinct city) as cities
from mart.osn_body
group by 1 order by bodies desc, body_type
