-- One row, the newest year of spending by code: all communities together, and how many spent by programmes of informatization and of broadband in villages.
select
    year,
    count(*) as communities,
    sum(total_uah::decimal(20, 2))::double as total_uah,
    count(*) filter (informatization_uah > 0) as informatization_communities,
    sum(informatization_uah::decimal(20, 2))::double as informatization_uah,
    100 * sum(informatization_uah::decimal(20, 2))::double / sum(total_uah::decimal(20, 2))::double as informatization_share,
    count(*) filter (broadband_uah > 0) as broadband_communities,
    sum(broadband_uah::decimal(20, 2))::double as broadband_uah
from mart.spending_year
group by year
order by year desc
limit 1
