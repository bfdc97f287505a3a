-- One row per survey question and group of respondents: weighted shares with their interval and effective size; small cells are suppressed.
select survey, item, group_by, group_id, share, n, obs_status, low, high, n_effective
from metric.survey_group
order by survey, item, group_by, group_id
