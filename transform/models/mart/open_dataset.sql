-- One row a data set of a council in the catalogue: its community by the code of the publisher or, as real packages have none, by the publisher's name, its obligatory topic by the words of its title, when it was
-- updated (its newest resource, else its record), and the day of the snapshot: the latest change in the whole catalogue.
with topic as (
    select d.dataset_id, min(o.topic) as topic
    from raw.open_dataset d
    join raw.obligatory_dataset o on regexp_matches(lower(d.title_uk), o.words) and (o.words_not is null or not regexp_matches(lower(d.title_uk), o.words_not))
    group by d.dataset_id
), resource as (
    select dataset_id, count(*) as resources, max(updated) as updated, max(format) filter (is_newest) as format
    from mart.open_resource group by dataset_id
), snapshot as (
    select max(day) as day from (select max(modified) as day from raw.open_dataset union all select max(updated) from mart.open_resource)
)
select
    d.dataset_id,
    coalesce(t.community_id, case when t.level in ('community', 'city') then t.territory_id end, d.named_id) as community_id,
    d.title_uk,
    d.publisher_uk,
    d.edrpou,
    d.frequency,
    o.topic,
    coalesce(r.resources, 0) as resources,
    r.format as newest_format,
    d.created,
    coalesce(r.updated, d.modified) as updated,
    s.day as as_of,
    'https://data.gov.ua/dataset/' || coalesce(d.slug, d.dataset_id) as url
from raw.open_dataset d
cross join snapshot s
left join topic o using (dataset_id)
left join resource r using (dataset_id)
left join mart.koatuu k on k.koatuu = d.koatuu
left join mart.territory t on t.territory_id = coalesce(d.katottg, k.territory_id)
