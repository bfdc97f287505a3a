-- One row Ukraine or one of five neighbouring countries, and quarter: download on average.
select country_code, name_uk as series_uk, name_en as series_en, quarter, row_number() over (partition by country_code order by quarter) as number, quarter as quarter_uk, quarter as quarter_en, download_mbps, country_code = 'UA' as focus
from mart.speed_country
where country_code in ('UA', 'PL', 'RO', 'SK', 'HU', 'MD')
order by series_en, quarter
