-- One row a raion or city with special status and quarter: speed of fixed internet, mean over tests. Crimea and Sevastopol are told apart: they were measured through networks of the occupier.
select
    s.territory_id,
    t.pcode[1:6] as pcode,
    t.level,
    t.name_uk,
    t.name_en,
    t.oblast_id,
    t.territory_id[1:4] in ('UA01', 'UA85') as occupied,
    s.quarter,
    s.download_mbps,
    s.upload_mbps,
    s.latency_ms
from raw.edjnet_speed_raion s
join mart.territory t on t.territory_id = s.territory_id and t.level in ('raion', 'city')
