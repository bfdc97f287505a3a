-- One row a community and year: all spending of the budget, by its three cuts, and what of it went to informatization (codes of budget_code_map), to broadband in
-- villages (programme 7540) and to administration (programmes 0150 and 0160: upkeep of the council and of its executive bodies). Zeros are known: every budget was asked for every code.
with cut as (
    select
        s.community_id,
        s.year,
        coalesce(sum(s.amount_uah::decimal(20, 2)) filter (where s.kind = 'programme'), 0)::decimal(20, 2) as programmes,
        coalesce(sum(s.amount_uah::decimal(20, 2)) filter (where s.kind = 'economic'), 0)::decimal(20, 2) as economic,
        coalesce(sum(s.amount_uah::decimal(20, 2)) filter (where s.kind = 'function'), 0)::decimal(20, 2) as functions,
        coalesce(sum(s.amount_uah::decimal(20, 2)) filter (where c.class = 'informatization'), 0) as informatization,
        coalesce(sum(s.amount_uah::decimal(20, 2)) filter (where s.kind = 'programme' and s.code = '7540'), 0) as broadband,
        coalesce(sum(s.amount_uah::decimal(20, 2)) filter (where s.kind = 'programme' and s.code in ('0150', '0160')), 0) as administration
    from mart.community_spending s
    left join raw.budget_code_map c on c.year = s.year and c.code = s.code and s.kind = 'programme'
    group by 1, 2
)
select
    community_id,
    year,
    programmes::double as total_uah,
    economic::double as economic_uah,
    functions::double as functions_uah,
    (greatest(programmes, economic, functions) - least(programmes, economic, functions))::double as apart_uah,
    informatization::double as informatization_uah,
    broadband::double as broadband_uah,
    administration::double as administration_uah
from cut
