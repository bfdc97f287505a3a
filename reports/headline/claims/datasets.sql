-- page: data/*.html
-- at: h1
-- fixed: 2021 2022
select null::bigint as none
