-- One row a published figure about Ukraine, with the section of the page and the page on which it stands. Figures that contradict each other stand side by side.
-- The regional index changed its method twice, so its figures have three sections that nothing joins: 8 blocks until 2023, 9 in 2024, a score of a platform from 2025.
with figure as (
    select *, try_cast(regexp_extract(period, '\d{4}') as integer) as year from mart.figure where topic <> 'international'
)
select
    case topic
        when 'service_quality' then 'satisfaction'
        when 'cnap' then 'network'
        when 'skills' then
            case when indicator ilike '%е-послуг%' or indicator ilike '%Дією%' or indicator ilike '%держпослуг%' or indicator ilike '%цифровими послугами%' or indicator ilike 'бар''єр%'
                or indicator ilike 'задоволені досвідом%' or indicator ilike 'поєднують онлайн%' or indicator ilike 'повністю віддають%' or breakdown ilike '%Дії%' or breakdown ilike '%Дія%' then 'use' else 'skills' end
        when 'region_index' then case when period < '2024' then 'region_2022' when period < '2025' then 'region_2024' else 'region_2025' end
        when 'community_index' then case when indicator like 'Рейтинг%' then 'capacity' when period < '2025' then 'community_2024' else 'community_2025' end
        else topic
    end as section,
    territory, indicator, breakdown, period, value, value_text, obs_status, if(topic = 'service_quality' and unit = 'points', 'marks', unit) as unit, rank, url, confidence = 'derived' as derived
from figure
order by section, level = 'country' desc, max(year) over (partition by topic, level = 'country', indicator) desc nulls last, uk_key(indicator), uk_key(coalesce(breakdown, '')), year desc nulls last, period desc,
    rank nulls last, value desc, uk_key(territory), row
