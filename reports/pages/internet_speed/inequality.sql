-- One row Ukraine or a country with ten regions or more, before the invasion: Gini and Theil over regions, the share between larger regions, and Gini at the beginning; least unequal first.
select
    p.country_code, p.name_uk, p.name_en, p.regions, f.gini as first_gini, p.gini, p.theil_t, 100 * p.theil_between / p.theil_t as between_share, p.region_min, p.region_max, p.country_code = 'UA' as focus
from mart.speed_country p
left join mart.speed_country f on f.country_code = p.country_code and f.quarter = '2019-Q1'
where p.quarter = '2021-Q4' and p.regions >= 10
order by p.gini, p.country_code
