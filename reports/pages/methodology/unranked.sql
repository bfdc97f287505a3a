-- One row a reason why a territory takes no part in the comparison; null for those that do.
select unranked_reason, count(*) as n, count(*) filter (occupied) as occupied, sum(count(*)) over ()::bigint as territories
from mart.community group by unranked_reason order by n desc
