-- One row per community: counts that single lists give of it, from cooperation agreements to turnout.
select community_id, agreements_active, osbb_2020, osbb_listed, youth_councils, youth_centres, business_centres, turnout_2020
from mart.community_trait
order by community_id
