-- One row per community and year: strength of its tax base, subsidies of equalisation, school subvention.
select t.community_id, c.name_uk, t.year, t.tax_capacity, t.basic_subsidy_uah, t.reverse_subsidy_uah, t.school_subvention_uah,
       t.basic_subsidy_per_resident_uah, t.reverse_subsidy_per_resident_uah, t.school_subvention_per_resident_uah
from mart.community_transfer t
join mart.community c using (community_id)
order by t.community_id, t.year
