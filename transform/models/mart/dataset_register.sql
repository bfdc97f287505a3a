-- One row a dataset in the register of a publisher whose community is known: declared frequency and formats, for freshness of open data. Responsible persons are not here.
select
    coalesce(nullif(publisher_edrpou, ''), 'none') as publisher_edrpou, named_id as community_id, uid, title_uk, frequency, formats, url
from raw.rec835_dataset
where named_id is not null
qualify row_number() over (partition by named_id, publisher_edrpou, uid order by file desc) = 1
