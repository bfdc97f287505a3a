-- One row a survey, question and group of answers: the weighted share with its interval. Shares of few are left out where the answers are read; counts are protected after this.
select survey, item, group_by, group_id, share, n, obs_status, low, high, n_effective
from staging.survey_group
order by survey, item, group_by, group_id
