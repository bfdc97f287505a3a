-- One row a series, ranked community and year: own revenue per resident of 1 January 2022 in both years, with the income tax of the military as reported, and without it, since its growth in 2022 is no growth of the community's economy; condominium associations per 10,000 residents of 1 January 2022 in six years, which are counts and need no prices.
select s.series_id, b.year::bigint as year, b.community_id, case s.series_id when 'own_revenue_as_reported' then b.income_own_uah else b.income_own_uah - b.military_tax_uah end / b.population as value, b.population
from mart.budget_year b
join mart.community c on c.community_id = b.community_id and c.is_ranked
cross join (values ('own_revenue_as_reported'), ('own_revenue_without_military_tax')) s(series_id)
where not b.partial and b.population > 0
union all
select 'osbb_per_10k', o.year::bigint, o.community_id, o.osbb_per_10k, c.population
from mart.osbb_year o
join mart.community c on c.community_id = o.community_id and c.is_ranked
where o.osbb_per_10k is not null
order by 1, 3, 2
