-- One row a community and subject of the national test of 2022: a proxy of human capital, with what rests on fewer than five persons hidden.
select
    z.territory_id as community_id,
    z.subject,
    z.n,
    z.mean_score,
    z.failed_share,
    z.obs_status
from raw.zno_2022 z
