-- page: data/*.html
-- at: h1
select * from (values ('community_spending_2021', 2021, null), ('exam_results', 2022, null), ('community_transfers', 2021, 2024)) as t(page, first, last)
