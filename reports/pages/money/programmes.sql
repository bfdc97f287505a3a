-- One row a programme of administration, informatization or broadband: how many communities spent under it in the newest year of spending by code, and how much.
select code, name_uk, name_en, communities, asked, amount_uah, share, year
from mart.spending_structure
where level = 'country' and kind = 'programme' and year = (select max(year) from mart.spending_year)
order by code
