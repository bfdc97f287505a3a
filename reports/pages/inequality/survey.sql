-- One row a group of respondents: daily internet and skills, from the European Social Survey.
select item, group_by, group_id, 100 * share as percent, n, obs_status
from metric.survey_group
where item in ('internet_daily', 'internet_never', 'skill_search')
order by item, list_position(['all', 'age', 'settlement', 'sex'], group_by), list_position(['all', '15_17', '18_39', '40_59', '60_plus', 'city', 'suburb', 'town', 'village', 'female', 'male'], group_id)
