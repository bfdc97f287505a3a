-- One row a community and year: e-petitions registered in it per 10,000 residents. A community counts from its first petition to the last year of all: a year in between without one is 0, an unknown community is not. What a moderator rejected was not registered.
with year_of as (
    select community_id, year(started_on) as year, count(*) filter (status is distinct from 'rejected') as petitions from mart.petition group by 1, 2
), span as (
    select community_id, unnest(range(min(year), (select max(year) + 1 from year_of))) as year from year_of group by community_id
)
select
    s.community_id as territory_id,
    s.year::varchar as period,
    10000.0 * coalesce(y.petitions, 0) / c.population as value,
    coalesce(y.petitions, 0) as num,
    c.population as den,
    '' as obs_status
from span s
join mart.community c on c.community_id = s.community_id and c.population is not null
left join year_of y on y.community_id = s.community_id and y.year = s.year
