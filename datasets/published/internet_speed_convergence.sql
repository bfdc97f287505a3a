-- One row per country and period: whether regions with slower internet caught up.
select country_code, from_quarter, to_quarter, regions, beta, r2, sigma_from, sigma_to
from mart.speed_convergence
order by country_code, to_quarter
