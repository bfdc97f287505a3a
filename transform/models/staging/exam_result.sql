-- One row a community and subject of the national test of 2022: who took part, who failed, the mean score of those who passed. True counts, which metric.exam_result protects.
select
    z.territory_id as community_id,
    z.subject,
    z.n,
    z.n_failed,
    z.mean_score
from raw.zno_2022 z
