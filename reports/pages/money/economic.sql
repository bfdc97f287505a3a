-- One row an economic code: what all communities together spent under it in the newest year of spending by code, the largest first.
select code, name_uk, name_en, amount_uah, share, per_resident, year
from mart.spending_structure
where level = 'country' and kind = 'economic' and year = (select max(year) from mart.spending_year)
order by amount_uah desc, code
