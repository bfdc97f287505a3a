-- One row a year: petitions registered, those that reached the threshold, and those answered in time.
select
    year(started_on)::varchar as year,
    count(*) filter (status is distinct from 'rejected') as petitions,
    count(distinct community_id) as communities,
    count(*) filter (reached) as reached,
    100.0 * count(*) filter (in_time) / nullif(count(*) filter (in_time is not null), 0) as in_time
from mart.petition
group by year(started_on)
order by year
