-- One row per unit, year and dimension of the questionnaire: perception, expectation and their gap. Dimensions whose reliability is below 0.60 are not published.
select unit_id, level, period, dimension, mean_p, mean_e, gap, low, high, s, alpha, omega, reliability, n, coalesce(obs_status, '') as obs_status
from metric.survey_dimension
order by unit_id, period, dimension
