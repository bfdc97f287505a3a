-- One row per thing of a register that an earlier edition had and a later one lacks, so that nothing that was published vanishes.
select source_id, row_key, name, community_id, ended_on, ended_reason
from mart.ended_row
order by source_id, row_key
