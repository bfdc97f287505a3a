-- page: eu/index.html
-- table: opt-chart-egdi
-- keys: none
select unnest([ukraine, eu_median, median]) as c1 from international_standing where indicator_id = 'un.egdi'
-- page: inequality/index.html
-- table: opt-chart-gini
-- keys: none
select low as c1, high as c2 from inequality where measure = 'gini' and weighting = 'none' and group_by = 'all'
-- page: maturity/index.html
-- table: opt-chart-balance
-- keys: none
select dmi as c1, dmi_arith as c2 from dmi_hromada
-- table: opt-chart-map
-- keys: none
select unnest(generate_series(1, 10)) / 2.0 as c1
-- table: opt-chart-causes
-- keys: none
select unnest(generate_series(1, 8)) as c1
-- page: service-quality/index.html
-- table: opt-chart-quadrant
-- keys: none
select dmi as c1 from dmi_hromada union all select sqi from sqi
-- page: osn/index.html
-- table: opt-chart-places
-- keys: none
select active as c1, bodies as c2 from bodies_communities
-- page: cases/index.html
-- table: opt-chart-times
-- keys: none
select unnest(generate_series(0, 100)) as c1 -- per cent of cases by each day, which no table gives
