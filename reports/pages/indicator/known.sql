-- One row, for the indicator that scores service points: how many points state their conditions at all.
select 'open.service_conditions' as indicator_id, count(*) filter (known) as known, count(*) as points from mart.cnap_point
