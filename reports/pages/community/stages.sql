-- One row a service that the community offers, by its newest form; those of bodies of self-organization first, with the address of their page.
with newest as (
    select unit_id, max(period) as period from mart.service_stage where level = 'community' group by unit_id
)
select s.community_id, s.period, s.service_id, if(a.catalogue = 'body', lower(s.service_id), null) as slug, a.name_uk, a.name_en, s.stage, s.score, s.channels, s.offline, s.card_fields
from mart.service_stage s
join newest n on n.unit_id = s.unit_id and n.period = s.period
join mart.service_asked a on a.service_id = s.service_id
where s.level = 'community' and s.community_id is not null and s.offered
order by s.community_id, a.catalogue, s.service_id
