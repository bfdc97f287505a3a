-- One row a community and year of which the equalisation or the school subvention is known: how strong its tax base is, and what the state gave or took. UAH of the
-- year, per resident of 1 January 2022. A subsidy that a calculation does not give is a zero; where there is no calculation it is unknown.
with known as (
    select territory_id as community_id, 2021 as year, tax_capacity_2021 as tax_capacity, 1000 * basic_2021_thousand_uah as basic_uah, 1000 * reverse_2021_thousand_uah as reverse_uah, null::double as school_uah
    from raw.tax_capacity_2022
    union all
    select territory_id, 2022, tax_capacity_2022, 1000 * basic_2022_thousand_uah, 1000 * reverse_2022_thousand_uah, null
    from raw.tax_capacity_2022
    union all
    select b.community_id, 2023, null, null, null, 1000 * s.subvention_thousand_uah
    from raw.school_subvention_2023 s
    join staging.budget_community b on b.budget_prefix = left(s.budget_code, 5)
    union all
    select b.community_id, 2024, e.tax_capacity, 1000 * coalesce(e.basic_thousand_uah, 0), 1000 * coalesce(e.reverse_thousand_uah, 0), null
    from raw.budget_equalisation_2024 e
    join staging.budget_community b on b.budget_prefix = left(e.budget_code, 5)
)
select
    k.community_id,
    k.year,
    round(k.tax_capacity, 6) as tax_capacity,
    round(k.basic_uah, 2) as basic_subsidy_uah,
    round(k.reverse_uah, 2) as reverse_subsidy_uah,
    round(k.school_uah, 2) as school_subvention_uah,
    round(k.basic_uah / c.population, 2) as basic_subsidy_per_resident_uah,
    round(k.reverse_uah / c.population, 2) as reverse_subsidy_per_resident_uah,
    round(k.school_uah / c.population, 2) as school_subvention_per_resident_uah
from known k
join mart.community c using (community_id)
where coalesce(k.tax_capacity, k.basic_uah, k.reverse_uah, k.school_uah) is not null
