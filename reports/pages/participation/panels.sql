-- One row a year and measure of e-democracy in the country: petitions per 10,000 residents, answers in time, turnout of the participatory budget.
select period as year, 'petitions' as series, value from metric.D7_2 where level = 'country' and length(period) = 4
union all
select period, 'in_time', value from metric.D7_3 where level = 'country' and length(period) = 4
union all
select period, 'turnout', value from metric.D7_5 where level = 'country' and length(period) = 4
order by series, year
