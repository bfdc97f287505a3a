-- One row a year and question of one survey of adults, asked since 2020: any e-service of the state in the year, and Diia.
select try_cast(period as bigint) as year, if(indicator like '%Дією%', 'diia', 'any') as series, value
from mart.figure
where topic = 'skills' and breakdown = 'дорослі (КМІС/ПРООН)' and regexp_full_match(period, '\d{4}')
    and indicator in ('користувалися хоча б однією державною е-послугою за рік', 'користувалися Дією (портал або застосунок)')
order by year, series
