-- One row a community of the catalogue and obligatory data set: its frequency, when it was updated, how many days over the tolerance, and whether it is fresh.
-- A data set whose declared frequency is unknown is not fresh: it promises no update. One that is no longer updated is not judged.
select
    d.community_id,
    d.dataset_id,
    d.topic,
    d.frequency,
    d.updated,
    d.as_of,
    f.tolerance_days,
    (d.as_of - d.updated)::bigint as age_days,
    case when d.updated is not null and f.tolerance_days is not null then greatest(0, (d.as_of - d.updated) - f.tolerance_days) end::bigint as days_overdue,
    case when d.frequency = 'none' then null else coalesce((d.as_of - d.updated) <= f.tolerance_days, false) end as fresh
from mart.open_dataset d
left join raw.open_data_frequency f on f.frequency = d.frequency
where d.community_id is not null and d.topic is not null
