-- One row per community and subject of the national test of 2022; groups of fewer than five persons are hidden.
select community_id, subject, n, mean_score, failed_share, obs_status
from mart.exam_result
order by community_id, subject
