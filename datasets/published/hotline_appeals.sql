-- One row per community, month, type and topic of appeals to hotlines; fewer than five are not told.
select community_id, month, coalesce(appeal_type, '') as appeal_type, coalesce(topic, '') as topic, appeals, done, coalesce(obs_status, '') as obs_status
from mart.appeal
order by community_id, month, appeal_type, topic
