-- One row a community and year: revenue in UAH. 2023 is partial and never ranked; 2022 own revenue holds the income tax of the military.
select
    b.territory_id as community_id,
    b.year,
    b.income_total_uah,
    b.income_own_uah,
    b.transfers_uah,
    b.military_tax_uah,
    p.population,
    b.year = 2023 as partial
from raw.kse_budget b
left join raw.kse_population p on p.territory_id = b.territory_id
