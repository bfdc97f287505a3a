-- One row per community and subject of the national test of 2022, protected: small counts, shares that tell of all or of few, and what follows from them are left out.
select community_id, subject, n, mean_score, failed_share, obs_status
from metric.exam_result
order by community_id, subject
