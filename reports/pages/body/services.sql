-- One row a service that a body offers by its council's register or by the form that it filled in last: role, channels, and the stage of digitization where the form tells it.
with form as (
    select unit_id, service_id, stage, nullif(channels, '') as channels, period
    from mart.service_stage
    where level = 'body' and offered
    qualify period = max(period) over (partition by unit_id)
), offered as (
    select
        coalesce(v.osn_id, f.unit_id) as osn_id,
        coalesce(v.service_id, f.service_id) as service_id,
        v.service_uk,
        coalesce(f.channels, v.channels) as channels,
        f.stage,
        f.period,
        case when f.unit_id is null then 'register' when v.osn_id is null then 'form' else 'both' end as told_by
    from mart.body_service v
    full join form f on f.unit_id = v.osn_id and f.service_id = v.service_id
)
select o.osn_id, o.service_id, coalesce(s.name_uk, o.service_uk) as name_uk, coalesce(s.name_en, o.service_uk) as name_en, s.role, s.power, o.channels, o.stage, s.max_stage, o.told_by, o.period
from offered o
left join mart.service s on s.service_id = o.service_id
order by o.osn_id, o.service_id nulls last, name_uk
