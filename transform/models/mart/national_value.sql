-- One row a published figure for the whole country that speaks of what an indicator measures: context beside the indicator, never a value of it.
with meant(indicator_id, topic, indicator, breakdown, what_uk, what_en, note_uk, note_en) as (values
    ('D2.1', 'community_index', 'Індекс цифрової трансформації громад', 'громади з призначеним цифровим лідером (у кварталі)',
        'громади, що призначили цифрового лідера за квартал', 'communities that appointed a digital leader in the quarter',
        'лічить призначення, а не рівень посади', 'counts appointments, not the rank of the position'),
    ('D4.1', 'community_index', 'Індекс цифрової трансформації громад', 'працівники ОМС з персональним комп''ютером',
        'працівники органів місцевого самоврядування з комп’ютером', 'staff of local self-government with a computer',
        'скільки громад відповіло, сторінка не каже', 'how many communities answered the page does not say'),
    ('D4.3', 'community_index', 'Індекс цифрової трансформації громад', 'громади з електронним документообігом',
        'громади з електронним документообігом', 'communities with electronic document management',
        'лічить громади, а не рівень документообігу', 'counts communities, not the level of document management'),
    ('D8.1', 'skills', 'частка інтернет-користувачів', 'населення',
        'користувачі інтернету серед населення', 'internet users among the population',
        '«майже» стільки; за скільки місяців і якого віку, сторінка не каже', '“almost” so many; of how many months and of which ages the page does not say'),
    ('D8.2', 'skills', 'базові цифрові навички і вище', 'дорослі 18–70',
        'дорослі з навичками базового рівня або вище', 'adults with skills at the basic level or above',
        'вік 18–70; сторінки про одне дослідження дають різні числа', 'ages 18–70; pages on one study give different figures'),
    ('D8.2', 'skills', 'базові та просунуті навички', 'дорослі 18–70',
        'дорослі з навичками базового рівня або вище', 'adults with skills at the basic level or above',
        'вік 18–70; сторінки про одне дослідження дають різні числа', 'ages 18–70; pages on one study give different figures')
)
select m.indicator_id, f.topic, f.row, m.what_uk, m.what_en, f.period, f.value, f.obs_status, f.unit, f.url, m.note_uk, m.note_en
from meant m
join mart.figure f on f.topic = m.topic and f.indicator = m.indicator and f.breakdown = m.breakdown and f.territory = 'Україна'
