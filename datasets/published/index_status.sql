-- One row per index that may be ranked: whether it is published as a ranking, and the facts by which the build decided.
select index_id, version, period, status, reason, nodes, least_nodes, scored, least_scored, told, least_told, one_band, two_bands, three_bands, not_told
from (
    select * from metric.open_readiness_status union all
    select * from metric.dmi_status union all
    select * from metric.dmi_core_status union all
    select * from metric.dmi_b_status
)
order by index_id
