-- One row per source: who publishes what, under which licence, so that every figure can be traced and credited.
select source_id, title_uk, title_en, description_uk, description_en, publisher_uk, publisher_en, homepage, attribution_uk,
       attribution_en, licence_id, licence_uk, licence_en, licence_url, cadence, vintage_uk, vintage_en, as_of, own, met, met_date::date as met_date, met_sha256,
       runbook_uk, runbook_en
from declared.source
order by source_id
