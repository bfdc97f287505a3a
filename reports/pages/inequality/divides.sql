-- One row a question and divide: the ends of age, income, education and settlement, and the sexes. The interval of a difference is Newcombe's, of the intervals of its shares.
with pair(divide, a, b) as (values
    ('age', '18_39', '60_plus'), ('income', 'decile_7_10', 'decile_1_2'), ('education', 'degree', 'lower'), ('settlement', 'city', 'village'), ('sex', 'male', 'female')
),
answer as (
    select item, group_by, group_id, n, 100 * share as share, 100 * low as low, 100 * high as high
    from metric.survey_group where item in ('internet_daily', 'skill_search', 'skill_settings', 'skill_pdf')
    union all
    select 'internet_ever', group_by, group_id, n, 100 * (1 - share), 100 * (1 - high), 100 * (1 - low) from metric.survey_group where item = 'internet_never'
)
select
    x.item, p.divide, p.a, p.b, x.share as share_a, y.share as share_b, x.n as n_a, y.n as n_b, x.share - y.share as gap,
    gap - sqrt((x.share - x.low) ^ 2 + (y.high - y.share) ^ 2) as low,
    gap + sqrt((x.high - x.share) ^ 2 + (y.share - y.low) ^ 2) as high
from pair p
join answer x on x.group_by = p.divide and x.group_id = p.a
join answer y on y.item = x.item and y.group_by = p.divide and y.group_id = p.b
where x.share is not null and y.share is not null
order by list_position(['age', 'income', 'education', 'settlement', 'sex'], p.divide), list_position(['internet_ever', 'internet_daily', 'skill_search', 'skill_settings', 'skill_pdf'], x.item)
