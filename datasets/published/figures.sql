-- One row per published figure, each with the address of the page it stands on.
select topic, row_number() over (partition by topic order by territory, level, indicator, breakdown nulls first, period, url, value nulls first, value_text nulls first, "rank" nulls first) as entry,
       territory, level, indicator, breakdown, period, value, value_text, obs_status, unit, "rank", url, hint, confidence
from mart.figure
order by topic, entry
