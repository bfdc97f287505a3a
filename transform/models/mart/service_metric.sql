-- One row a unit and year of which services are known: mean stage, breadth, share that is fully online, share by three or more channels, services that cannot be had without the internet (a warning, not a merit). Services offered whose stage is not told count nowhere.
with known as (
    select *, len(string_split(channels, ' ')) as ways
    from mart.service_stage
    where offered and stage is not null and community_id is not null
)
select
    unit_id,
    level,
    any_value(community_id) as community_id,
    period,
    count(*) as offered,
    round(avg(score), 12) as stage_mean,
    count(*) filter (stage >= 1) as at_stage_1,
    100.0 * count(*) filter (stage >= 1) / count(*) as breadth,
    count(*) filter (max_stage >= 4) as transactable,
    count(*) filter (stage >= 4) as transactional,
    case when count(*) filter (max_stage >= 4) > 0 then 100.0 * count(*) filter (stage >= 4) / count(*) filter (max_stage >= 4) end as transactional_share,
    count(*) filter (channels <> '' and ways >= 3) as omnichannel,
    count(*) filter (offline is not null) as offline_known,
    count(*) filter (offline = false) as digital_only,
    count(*) filter (card_fields is not null) as cards_known,
    count(*) filter (card_fields >= 12) as cards_complete
from known
group by unit_id, level, period
