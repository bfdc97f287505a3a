-- One row a body or community and year: public access points per 10,000 residents. Of a community, hubs, libraries with computers, self-service places and open rooms by its form, and residents of 2022; the first version of the form asks the last two as one. Of a body, one if residents can use its computer, by residents of its territory.
with asked as (
    select
        a.unit_id,
        a.level,
        a.period,
        any_value(c.population) as population,
        sum(a.value) filter (a.item like 'points\_%' escape '\') as points,
        count(a.value) filter (a.item in ('points_hubs', 'points_libraries')) + count(a.value) filter (a.item in ('points_cnap', 'points_rooms'))
            + 2 * count(a.value) filter (a.item = 'points_other') as told,
        max(a.value) filter (a.item = 'access_point') as open_point,
        max(a.value) filter (a.item = 'residents') as residents
    from mart.form_answer a
    join mart.community c on c.community_id = a.community_id
    group by a.unit_id, a.level, a.period
), counted as (
    select
        unit_id,
        level,
        period,
        case level when 'community' then case when told = 4 then points end else open_point end as num,
        case level when 'community' then population else residents end as den
    from asked
)
select unit_id as territory_id, level, period, 10000.0 * num / den as value, num, den, '' as obs_status
from counted
where num is not null and den > 0
