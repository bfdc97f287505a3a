-- One row a dimension of the questionnaire in the newest year of the country: expectation, perception and gap.
select dimension, mean_p, mean_e, gap, low, high, alpha, n, coalesce(obs_status, '') as obs_status
from metric.survey_dimension
where unit_id = 'UA' and period = (select max(period) from metric.survey_dimension where unit_id = 'UA')
order by list_position(['R', 'P', 'A', 'M', 'T', 'E'], dimension)
