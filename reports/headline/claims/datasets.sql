-- page: data/*.html
-- at: h1
select t.* from (values ('community_spending_2021', 2021, null), ('exam_results', 2022, null), ('community_transfers', 2021, 2024), ('osbb_years', 2015, 2020), ('regional_fund', 2015, 2021)) as t(page, first, last)
join published p on p.dataset = t.page
