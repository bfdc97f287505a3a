-- One row a community: the twenty that left the largest share of informatization spending of the newest year to its last quarter, of those that spent 100,000 UAH or more.
select c.slug, c.title_uk, c.title_en, c.oblast_uk, c.oblast_en, y.year, y.actual_uah, y.q4_uah, 100 * y.q4_uah / y.actual_uah as q4_share
from mart.informatization_year y
join mart.community c using (community_id)
where y.actual_uah >= 100000 and y.q4_uah is not null and y.year = (select max(year) from mart.informatization_year where basis = 'openbudget')
order by q4_share desc, c.community_id
limit 20
