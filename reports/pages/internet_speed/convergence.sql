-- One row Ukraine or one of five neighbouring countries, and period: whether slow regions caught up.
select c.country_code, k.name_uk, k.name_en, c.from_quarter, c.to_quarter, c.regions, c.beta, c.r2, c.sigma_from, c.sigma_to
from mart.speed_convergence c
join (select distinct country_code, name_uk, name_en from mart.speed_country) k using (country_code)
where c.country_code in ('UA', 'PL', 'RO', 'SK', 'HU', 'MD')
order by c.to_quarter, c.beta, c.country_code
