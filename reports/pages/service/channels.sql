-- One row a service and channel: communities that offer it by that channel, of those that named any, by the newest forms.
with newest as (
    select max(period) as period from mart.service_stage where level = 'community'
), named as (
    select s.service_id, s.unit_id, string_split(s.channels, ' ') as channels
    from mart.service_stage s
    join newest on newest.period = s.period
    where s.level = 'community' and s.community_id is not null and s.offered and s.channels <> ''
), whole as (
    select service_id, count(*) as n from named group by service_id
)
select c.service_id, c.channel, count(*) as n, count(*) / w.n as share, w.n as whole
from (select service_id, unit_id, unnest(channels) as channel from named) c
join whole w on w.service_id = c.service_id
group by c.service_id, c.channel, w.n
order by c.service_id, n desc, c.channel
