-- One row a service of both catalogues that communities answered on in the newest year: communities that offer it by stage, with the band of each share of those whose stage is known.
with newest as (
    select max(period) as period from mart.service_stage where level = 'community'
), told as (
    select
        s.service_id,
        count(*) filter (s.offered) as offered,
        count(s.stage) as staged,
        avg(s.score) as score,
        count(*) filter (s.stage = 0) as s0, count(*) filter (s.stage = 1) as s1, count(*) filter (s.stage = 2) as s2,
        count(*) filter (s.stage = 3) as s3, count(*) filter (s.stage = 4) as s4, count(*) filter (s.stage = 5) as s5,
        count(*) filter (s.offered and s.offline = false) as digital_only
    from mart.service_stage s
    join newest on newest.period = s.period
    where s.level = 'community' and s.community_id is not null
    group by s.service_id
)
select
    a.service_id, lower(a.service_id) as slug, a.catalogue, a.name_uk, a.name_en, a.max_stage, n.period, t.offered, t.staged, t.score, t.digital_only,
    t.s0 / t.staged as p0, t.s1 / t.staged as p1, t.s2 / t.staged as p2,
    if(a.max_stage >= 3, t.s3 / t.staged, null) as p3, if(a.max_stage >= 4, t.s4 / t.staged, null) as p4, if(a.max_stage >= 5, t.s5 / t.staged, null) as p5
from mart.service_asked a
join told t on t.service_id = a.service_id
cross join newest n
where t.staged > 0
order by a.catalogue, t.score desc, a.service_id
