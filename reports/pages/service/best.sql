-- Up to ten communities a service where it is furthest, by the newest forms; equal stages in the order of the alphabet.
with newest as (
    select max(period) as period from mart.service_stage where level = 'community'
), ranked as (
    select s.service_id, s.unit_id, s.stage, s.channels, s.page, row_number() over (partition by s.service_id order by s.stage desc, uk_key(c.title_uk), s.unit_id) as place, c.title_uk, c.title_en, c.slug, c.oblast_uk, c.oblast_en
    from mart.service_stage s
    join newest on newest.period = s.period
    join mart.community c on c.community_id = s.community_id
    where s.level = 'community' and s.stage >= 3
)
select * from ranked where place <= 10 order by service_id, place
