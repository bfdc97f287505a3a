-- One row a month, community, type and topic of appeals to hotlines, with true counts: what may be told of them is protected after this.
select community_id, month, appeal_type, topic, appeals, done
from staging.appeal
order by community_id, month, appeal_type, topic
