-- One row a respondent, side and item of the questionnaire on quality that was answered: the long form of the sixty columns in which answers come. Rows never leave this layer. Items on e-services (E) count only where the channel was online.
select
    a.respondent_id,
    case left(m.question, 1) when 'p' then 'perception' else 'expectation' end as side,
    upper(substr(m.question, 3)) as item,
    m.mark
from (unpivot raw.survey_response on columns('^[pe]_[trpame][0-9]$') into name question value mark) m
join staging.survey_answer a on a.respondent_id = m.respondent_id
where a.online or substr(m.question, 3, 1) <> 'e'
