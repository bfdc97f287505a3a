-- One row per raion or city with special status and quarter: speed of fixed internet. Crimea and Sevastopol are told apart.
select territory_id, name_uk, name_en, oblast_id, occupied, quarter, download_mbps, upload_mbps, latency_ms
from mart.speed_raion
order by territory_id, quarter
