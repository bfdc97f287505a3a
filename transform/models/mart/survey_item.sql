-- One row a question of the service quality questionnaire, so that pages can show the words people are asked.
select item, dim, text_uk, text_en
from raw.survey_items
