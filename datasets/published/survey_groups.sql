-- One row per survey question and group of respondents: shares with their counts; small cells are suppressed.
select survey, item, group_by, group_id, share, n, obs_status
from mart.survey_group
order by survey, item, group_by, group_id
