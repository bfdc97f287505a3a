-- One row a community that spent by programmes of informatization in the newest year of spending by code, the largest sum per resident first.
select
    c.slug, c.title_uk, c.title_en, c.oblast_uk, c.oblast_en, y.informatization_uah,
    y.informatization_uah / c.population as per_resident,
    100 * y.informatization_uah / y.total_uah as share
from mart.spending_year y
join mart.community c using (community_id)
where y.informatization_uah > 0 and y.year = (select max(year) from mart.spending_year)
order by per_resident desc nulls last, c.community_id
