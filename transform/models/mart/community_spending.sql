-- One row a community, year, cut and code under which its budget spent: all programmes, all economic codes and all functions, three cuts of one sum. Every budget
-- was asked for every code, so that a community without a row of a code that another one has spent nothing under it.
select
    territory_id as community_id,
    year,
    case left(code, 4) when 'prog' then 'programme' when 'econ' then 'economic' when 'func' then 'function' end as kind,
    right(code, 4) as code,
    amount_uah
from raw.kse_expenses_2021
