-- One row: whether open readiness stands as a ranking, and the facts by which the build decided.
select status, status = 'ranked' as stands, coalesce(reason, '') as reason, version, nodes, least_nodes, scored, least_scored, told, least_told, one_band, two_bands, three_bands, not_told
from metric.open_readiness_status
