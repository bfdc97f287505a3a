-- One row a group of respondents: daily internet and skills, from the European Social Survey.
select item, group_by, group_id, 100 * share as percent, 100 * low as low, 100 * high as high, n, obs_status
from metric.survey_group
where item in ('internet_daily', 'internet_never', 'skill_search')
order by item, list_position(['all', 'age', 'income', 'education', 'settlement', 'sex'], group_by), list_position(['all', '15_17', '18_39', '40_59', '60_plus', 'decile_1_2', 'decile_3_4', 'decile_5_6', 'decile_7_10', 'lower', 'secondary', 'vocational', 'degree', 'city', 'suburb', 'town', 'village', 'female', 'male'], group_id)
