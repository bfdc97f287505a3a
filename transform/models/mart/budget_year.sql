-- One row a community and year: revenue in UAH. 2023 is partial and never ranked, and its 0 says that nothing was entered yet, so it is unknown; 2022 own revenue holds the income tax of the military.
select
    b.territory_id as community_id,
    b.year,
    if(b.year = 2023, nullif(b.income_total_uah, 0), b.income_total_uah) as income_total_uah,
    if(b.year = 2023, nullif(b.income_own_uah, 0), b.income_own_uah) as income_own_uah,
    if(b.year = 2023, nullif(b.transfers_uah, 0), b.transfers_uah) as transfers_uah,
    if(b.year = 2023, nullif(b.military_tax_uah, 0), b.military_tax_uah) as military_tax_uah,
    p.population,
    b.year = 2023 as partial
from raw.kse_budget b
left join raw.kse_population p on p.territory_id = b.territory_id
