-- One row a sex and year in which Ukraine is in the UNECE series of weekly internet users: its distance from the median of EU members of that year, and how many
-- years earlier that median was where Ukraine is now, by linear interpolation. Status > : the EU was there before its series begins, so it is at least so long ago.
with member as (
    select distinct country_code from mart.country_value where source_id = 'desi_2022' and country_code <> 'EU'
), eu as (
    select sex, year, median(value) as value
    from mart.internet_use join member using (country_code)
    where age = '16-74' and value is not null
    group by sex, year having count(*) >= 20
), step as (
    select sex, year, value, lag(year) over w as year_before, lag(value) over w as value_before
    from eu window w as (partition by sex order by year)
), reached as (
    select u.sex, u.year, u.value, min(if(s.value_before is null, s.year, s.year_before + (u.value - s.value_before) / (s.value - s.value_before) * (s.year - s.year_before))) as since, bool_or(s.value_before is null) as before
    from mart.internet_use u
    join step s on s.sex = u.sex and s.value >= u.value and (s.value_before is null or s.value_before < u.value)
    where u.country_code = 'UA' and u.age = '16-74' and u.value is not null
    group by u.sex, u.year, u.value
)
select
    'unece.weekly_internet' as indicator_id,
    r.sex,
    r.year,
    r.value as ua,
    e.value as eu,
    r.value - e.value as distance,
    round(r.year - r.since, 6) as years_behind,
    if(r.before, '>', '') as obs_status
from reached r
left join eu e using (sex, year)
