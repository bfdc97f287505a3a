-- One row an oblast: spending of its communities in the newest year of spending by code, all and by programmes of administration, informatization and broadband.
select
    o.slug, o.name_uk, o.name_en, o.short_uk as oblast_uk, o.short_en as oblast_en,
    count(*) as communities,
    sum(y.total_uah::decimal(20, 2))::double as total_uah,
    sum(y.total_uah::decimal(20, 2))::double / sum(c.population) as per_resident,
    100 * sum(y.administration_uah::decimal(20, 2))::double / sum(y.total_uah::decimal(20, 2))::double as administration_share,
    count(*) filter (y.informatization_uah > 0) as informatization_communities,
    sum(y.informatization_uah::decimal(20, 2))::double as informatization_uah,
    count(*) filter (y.broadband_uah > 0) as broadband_communities,
    sum(y.broadband_uah::decimal(20, 2))::double as broadband_uah
from mart.spending_year y
join mart.community c using (community_id)
join mart.oblast o on o.oblast_id = c.oblast_id
where y.year = (select max(year) from mart.spending_year)
group by all
order by informatization_uah desc, o.slug
