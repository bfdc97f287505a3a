-- One row a figure with which the page begins: what public pages say of the bodies of whole cities.
select case
        when territory = 'Київ' and indicator like 'чинні ОСН%' then 'kyiv'
        when territory = 'Київ' and unit = 'draft decisions' then 'cancel'
        when territory = 'Одеса' and indicator like 'органи СОН (за доповіддю%' then 'odesa'
        when territory = 'Олександрія' and unit = 'bodies' then 'oleksandriia'
    end as what, value, period, url
from mart.figure
where topic = 'osn' and what is not null
order by what, value, url
