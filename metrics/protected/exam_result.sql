-- One row a community and subject of the national test of 2022, with true counts: what may be told of them is protected after this.
select community_id, subject, n, n_failed, n - n_failed as n_passed, mean_score
from staging.exam_result
order by community_id, subject
