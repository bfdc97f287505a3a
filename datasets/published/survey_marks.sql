-- One row per unit, quarter or year and mark of its surveys: S, CSAT, NPS, CES, shares of residents, and how good the answers are. Fewer answers than may be shown give no value.
select unit_id, level, period, metric, value, low, high, n, coalesce(obs_status, '') as obs_status, basis
from metric.survey_unit
order by unit_id, period, metric
