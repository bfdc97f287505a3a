-- One row a service of the catalogue of bodies of self-organization: one page each, with what the forms of the newest year tell of it.
with newest as (
    select max(period) as period from mart.service_stage where level = 'community'
), told as (
    select
        s.service_id,
        count(*) filter (offered is not null) as answered,
        count(*) filter (offered) as offered,
        count(*) filter (offered and stage is not null) as staged,
        count(*) filter (stage >= 1) as online,
        count(*) filter (stage >= 4) as full_online,
        avg(score) as score,
        count(*) filter (offline is not null and offered) as offline_known,
        count(*) filter (offline = false and offered) as digital_only
    from mart.service_stage s
    join newest n on n.period = s.period
    where s.level = 'community' and s.community_id is not null
    group by s.service_id
)
select s.*, lower(s.service_id) as slug, n.period, t.* exclude (service_id), p.name_uk as before_uk, p.name_en as before_en, p.slug as before, a.name_uk as after_uk, a.name_en as after_en, a.slug as after
from mart.service s
cross join newest n
left join told t on t.service_id = s.service_id
left join (select *, lower(service_id) as slug, lead(service_id) over (order by service_id) as of_id from mart.service) p on p.of_id = s.service_id
left join (select *, lower(service_id) as slug, lag(service_id) over (order by service_id) as of_id from mart.service) a on a.of_id = s.service_id
order by s.service_id
