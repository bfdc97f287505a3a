-- One row a published figure on self-organization bodies, with the page on which it stands.
select territory, level, indicator, breakdown, period, value, value_text, obs_status, unit, url
from mart.figure where topic = 'osn'
order by uk_key(territory), period, uk_key(indicator), value
