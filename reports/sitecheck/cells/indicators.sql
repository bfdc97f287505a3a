-- page: indicators/*.html
-- table: all
-- keys: link
with newest as (select indicator_id, max(period) as period from observation where level = 'community' group by 1),
least as (select distinct indicator_id from observation where level = 'country' and obs_status = '>')
select lower(i.indicator_id) as page, c.slug as row, if(y.unit_en = '% of communities', v.value / 100, v.value) as c3
from newest i join indicators y using (indicator_id) cross join communities c
left join observation v on v.indicator_id = i.indicator_id and v.territory_id = c.community_id and v.level = 'community' and v.period = i.period
where v.value is not null or c.is_ranked and i.indicator_id not in (select indicator_id from least)
-- table: map
-- keys: link
with newest as (select indicator_id, max(period) as period from summary group by 1),
yes as (select indicator_id from indicators where unit_en = '% of communities')
select s.indicator_id as page, o.slug as row, s.median as c2, s.mean as c3, v.value as c4, s.n as c5
from summary s join newest using (indicator_id, period) join oblasts o on o.oblast_id = s.group_id left join observation v on v.indicator_id = s.indicator_id and v.level = 'oblast' and v.territory_id = o.oblast_id and v.period = s.period
where s.group_by = 'oblast' and s.indicator_id not in (select indicator_id from yes)
-- table: map
-- keys: link
with newest as (select indicator_id, max(period) as period from summary group by 1),
yes as (select indicator_id from indicators where unit_en = '% of communities')
select s.indicator_id as page, o.slug as row, s.mean as c2, v.value as c3, s.n as c4
from summary s join newest using (indicator_id, period) join oblasts o on o.oblast_id = s.group_id left join observation v on v.indicator_id = s.indicator_id and v.level = 'oblast' and v.territory_id = o.oblast_id and v.period = s.period
where s.group_by = 'oblast' and s.indicator_id in (select indicator_id from yes)
-- table: map
-- keys: link
with newest as (select indicator_id, max(period) as period from observation where level = 'oblast' group by 1)
select v.indicator_id as page, o.slug as row, v.value as c2, v.n as c3 from observation v join newest using (indicator_id, period) join oblasts o on o.oblast_id = v.territory_id where v.level = 'oblast' and v.obs_status = '>' and v.value is not null
-- page: indicators/index.html
-- table: *
-- keys: link
with newest as (select indicator_id, max(period) as period from observation group by 1),
u as (select indicator_id, period, count(*) filter (level = 'community') as communities, count(*) filter (level = 'oblast') as oblasts, median(value) filter (level = 'oblast') as median, avg(value) filter (level = 'oblast') as mean from observation where value is not null group by all)
select i.indicator_id as row, case when i.unit_en = '% of communities' then null when u.communities = 0 then u.median else s.median end as c4, coalesce(s.mean, if(u.communities = 0, u.mean, null)) as c5, case when s.n is not null then s.n when u.communities = 0 then u.oblasts else u.communities end as c6
from indicators i join newest using (indicator_id) left join summary s on s.indicator_id = i.indicator_id and s.period = newest.period and s.group_by = 'all' left join u on u.indicator_id = i.indicator_id and u.period = newest.period
