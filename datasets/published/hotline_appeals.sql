-- One row per community, month, type and topic of appeals to hotlines; fewer than five are not told, and what would tell of few is left out.
select community_id, month, appeal_type, topic, appeals, done, obs_status
from metric.appeal
order by community_id, month, appeal_type, topic
