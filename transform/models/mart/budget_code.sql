-- One row a year, cut and code that every budget was asked for: its name, where it has one (a function has that of its division), how many communities spent under it, and how much.
select
    s.year,
    s.kind,
    s.code,
    if(s.kind = 'function', left(s.code, 2) || '00', s.code) as division,
    any_value(n.name_uk) as name_uk,
    any_value(n.name_en) as name_en,
    count(*) as communities,
    sum(s.amount_uah::decimal(20, 2))::double as amount_uah
from mart.community_spending s
left join raw.budget_code_name n on n.kind = s.kind and n.code = if(s.kind = 'function', left(s.code, 2) || '00', s.code)
group by 1, 2, 3
