-- One row a published figure on basic digital skills of adults in Ukraine.
select indicator, breakdown, period, value, unit, url
from mart.figure
where topic = 'skills' and level = 'country' and indicator like 'базові%навички%' and value is not null
order by period, value
