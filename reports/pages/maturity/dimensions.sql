-- One row a dimension: its weight, cause, and of how many of its indicators there are values of communities, and by which way they could be had.
select d.dim, d.name_uk, d.name_en, d.weight, d.cause_uk, d.cause_en, count(*) as indicators, count(i.shown) filter (where i.shown = 'community') as held,
    count(*) filter (where m.tier = 1) as registers, count(*) filter (where m.tier = 2) as audit, count(*) filter (where m.tier = 3) as survey,
    sum(m.weight) filter (where m.tier < 3) / sum(m.weight) as core_share, coalesce(sum(m.weight) filter (where m.tier < 3) / sum(m.weight), 0) >= 0.6 as visible
from mart.dimension d join mart.methodology m on m.dim = d.dim left join metric.indicator i on i.indicator_id = m.indicator_id
group by d.dim, d.name_uk, d.name_en, d.weight, d.cause_uk, d.cause_en
order by d.dim
