-- One row per question of the service quality questionnaire, in both languages.
select item, dim, text_uk, text_en
from mart.survey_item
order by item
