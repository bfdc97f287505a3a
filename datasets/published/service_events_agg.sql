-- One row per community or body, service and quarter: how cases went, by logs of cases and tables of annex 38. Counts under 100 are rounded to five, counts of one to four and what would give them away are suppressed (c), shares and times of fewer than 30 cases are not told (u).
select unit_id, level, service_id, quarter, cases, on_time, p50, p90, refused, repeat, e_share, coalesce(obs_status, '') as obs_status, source_id
from metric.case_service
order by unit_id, service_id, quarter
