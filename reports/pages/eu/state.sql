-- One row a component of the GovTech Maturity Index and the openness of statistics: Ukraine, the median of the EU, the place among all economies. Points of one component only are compared.
with member as (
    select distinct country_code from mart.country_value where source_id = 'desi_2022' and country_code <> 'EU'
), held as (
    select v.*, m.country_code is not null as eu
    from mart.country_value v left join member m using (country_code)
    where v.source_id in ('gtmi_2022', 'odin_2022') and v.value is not null
), ua as (
    select indicator_id, year, value as ua from held where country_code = 'UA'
)
select h.source_id, h.indicator_id, regexp_replace(any_value(h.indicator_uk), '^GovTech: ', '') as indicator_uk, regexp_replace(any_value(h.indicator_en), '^GovTech: ', '') as indicator_en, h.year,
    any_value(u.ua) as ua, median(h.value) filter (h.eu) as eu, median(h.value) as world, max(h.value) as most, count(*) as n, 1 + count(*) filter (h.value > u.ua) as place
from held h join ua u using (indicator_id, year)
group by h.source_id, h.indicator_id, h.year
order by h.source_id, h.indicator_id
