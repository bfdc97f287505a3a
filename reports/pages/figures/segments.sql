-- One row a published mean of the whole regional index, in per cent of the scale of its method; each method is a series of its own that nothing joins to the next.
select period, segment, percent_of_scale as value
from mart.official_index
where index_id = 'region_index' and component = 'загальний' and level = 'country'
order by period
