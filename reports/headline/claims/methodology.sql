-- page: methodology/index.html
-- at: finding
select count(*) as n, count(*) filter (has_en not like 'nothing%') as held, (select count(distinct indicator_id) from indicator_values where value is not null) as measured from methodology
-- at: indicators
select (select count(distinct indicator_id) from indicator_values where value is not null) as measured, count(*) as n from indicators
-- at: coverage
select count(r.score) as scored, count(*) as ranked from communities c left join open_readiness r on r.territory_id = c.community_id and r.level = 'community' where c.is_ranked
-- at: standing
select scored, told from index_status where index_id = 'open_readiness'
-- at: uncertainty
select median(r.score_high - r.score_low) as width from open_readiness r join communities c on c.community_id = r.territory_id where r.level = 'community' and c.is_ranked and r.score is not null
-- at: maturity
select count(*) filter (has_en like 'nothing%') as unknown, count(*) as n from methodology
