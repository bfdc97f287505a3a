-- One row a resource of a council's data set: its format in one spelling, its address on the main host, its day; the newest of a data set is marked.
-- The newest is that with the latest day of update, else of addition; then the larger id. Look-alike Cyrillic letters, quotes, a dot and «zip» before a format go.
with spelled as (
    select
        *,
        translate(lower(trim(coalesce(format, ''), ' ."''«»')), 'хсоеаріуквнмт', 'xcoeapiykbhmt') as word,
        greatest(coalesce(modified, created), coalesce(revised, modified, created)) as updated
    from raw.open_resource
)
select
    resource_id,
    dataset_id,
    name_uk,
    case
        when word = '' then nullif(regexp_extract(lower(coalesce(url, '')), '\.(csv|xlsx?|json|xml|zip|docx?|pdf|ods|geojson|txt)$', 1), '')
        else nullif(regexp_replace(word, '^zip[^a-z]+', ''), '')
    end as format,
    regexp_matches(word, '^zip|^rar|^7z') or coalesce(lower(url) like '%.zip', false) as packed,
    regexp_replace(url, '^https?://(test\.data\.gov\.ua|data\.gov\.ua\.|opendata\.gov\.ua)(/uk_UA)?(/|$)', 'https://data.gov.ua\3') as url,
    size_bytes,
    created,
    updated,
    row_number() over (partition by dataset_id order by updated desc nulls last, resource_id desc) = 1 as is_newest
from spelled
