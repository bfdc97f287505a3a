-- One row a community: services on the portal iGov in December 2017.
select community_id, sum(services)::bigint as services from mart.igov_city where community_id is not null group by community_id order by community_id
