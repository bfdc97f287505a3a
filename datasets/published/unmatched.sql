-- One row per record that names a community without pointing to one for sure.
select source_id, record, name_uk, oblast_uk, reason
from mart.unmatched
order by source_id, record
