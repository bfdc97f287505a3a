-- One row per community and obligatory data set of its council in the catalogue: declared frequency, last update, days overdue.
select f.community_id, f.dataset_id, f.topic, o.name_uk as topic_uk, o.name_en as topic_en, d.title_uk, d.publisher_uk, f.frequency, f.updated, f.as_of, f.age_days, f.days_overdue, f.fresh, d.url
from mart.open_data_freshness f
join mart.open_dataset d using (dataset_id)
join mart.obligatory_topic o on o.topic = f.topic
order by f.community_id, f.dataset_id
