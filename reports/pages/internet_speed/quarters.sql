-- One row a quarter: inequality of raions of Ukraine, and how much of it lies between oblasts.
select quarter, region_median, region_min, region_max, gini, theil_t, theil_between, theil_within, 100 * theil_between / theil_t as between_share
from mart.speed_country
where country_code = 'UA' and gini is not null
order by quarter
