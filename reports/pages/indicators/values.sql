-- One row an indicator: its spread over ranked communities.
select * from metric.summary where group_by = 'all' and newest and indicator_id like 'open.%' order by indicator_id
