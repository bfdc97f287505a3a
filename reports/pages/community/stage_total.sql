-- One row a community that answered the form: measures of its services in its newest year.
select community_id, period, offered, stage_mean, breadth, transactional, transactional_share, omnichannel, digital_only
from mart.service_metric
where level = 'community'
qualify period = max(period) over (partition by community_id)
order by community_id
