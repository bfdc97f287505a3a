-- One row: on how many yes-or-no indicators rural communities are behind urban ones.
select count(*) as n, count(*) filter (gap > 0) as behind from (
with yes_no as (
    select indicator_id from metric.indicator where scale_type = 'binary'
)
select u.indicator_id, u.period, u.mean as urban, r.mean as rural, u.n as n_urban, r.n as n_rural, u.mean - r.mean as gap
from metric.summary u join metric.summary r on r.indicator_id = u.indicator_id and r.period = u.period and r.group_by = 'urbanity' and r.group_id = 'rural'
where u.group_by = 'urbanity' and u.newest and u.group_id = 'urban' and u.indicator_id in (select indicator_id from yes_no)
order by gap desc, u.indicator_id
)
