-- One row a survey, question and group: weighted share with its interval, so that divides by age, sex, settlement, education and income can be read without microdata.
select
    'ess10_ua' as survey,
    item,
    group_by,
    group_id,
    share,
    n,
    obs_status,
    low,
    high,
    n_effective
from raw.ess10_ukraine
