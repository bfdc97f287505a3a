-- One row per ranked community and indicator of open readiness below its best: what the score would gain, were this indicator alone at its best.
select s.unit_id as community_id, c.title_uk as name_uk, c.title_en as name_en, s.place, s.indicator_id, s.score, s.gain
from metric.open_readiness_step s
join mart.community c on c.community_id = s.unit_id
where s.level = 'community' and c.is_ranked and (select status = 'ranked' from metric.open_readiness_status)
order by community_id, indicator_id
