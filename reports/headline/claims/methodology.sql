-- page: methodology/index.html
-- at: finding
select count(*) as n, count(*) filter (held) as held, (select count(*) from indicators) as indicators, 2 as indices from methodology
-- at: indicators
select count(*) from indicators
-- at: coverage
select count(r.rank) as scored, count(*) as ranked from communities c left join open_readiness r on r.territory_id = c.community_id and r.level = 'community' where c.is_ranked
-- at: uncertainty
select median(rank_high - rank_low) as width, count(*) as ranked from open_readiness where level = 'community' and rank is not null
-- at: dmi
select count(*) filter (not held) as unknown, count(*) as n from methodology
