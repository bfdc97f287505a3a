-- One row a stratum of a unit: its population, for the weights of answers.
select unit_id, age_band, sex, settlement, population
from raw.survey_stratum
