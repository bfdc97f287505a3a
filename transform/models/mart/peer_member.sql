-- One row a ranked community and member of its peer group, itself among them: who it is compared with.
select p.community_id, m.community_id as member_id
from mart.peer p
join mart.community c using (community_id)
join mart.community m
    on m.is_ranked and m.population is not null and m.urbanity = c.urbanity
    and (p.peer_group like '%:all' or m.size_class = c.size_class)
