-- One row: peer groups and how large they are.
select count(distinct peer_group) as groups, count(*) as communities, min(peers) as smallest, max(peers) as largest
from mart.peer
