-- One row per country and quarter: speed of fixed internet on average and beside Ukraine, and how unequal its regions are.
select country_code, name_uk, name_en, quarter, download_mbps, latency_ms, to_ukraine, ahead_mbps, regions, region_mean, region_median, region_min, region_max, gini, theil_t, theil_between,
    theil_within, larger_regions
from mart.speed_country
order by country_code, quarter
