-- One row a year and sex: weekly internet users in Ukraine aged 16–74.
select year, sex, value from mart.internet_use where country_code = 'UA' and age = '16-74' order by year, sex
