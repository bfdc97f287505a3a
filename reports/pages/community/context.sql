-- One row a community and circumstance that single sources tell of its means and surroundings: its value beside the medians of ranked communities, its peers' and the country's.
with long as (
    unpivot (
        select
            x.community_id, c.is_ranked,
            x.tax_capacity::double as tax_capacity, x.basic_subsidy_per_resident_uah::double as basic_subsidy, x.reverse_subsidy_per_resident_uah::double as reverse_subsidy,
            x.school_subvention_per_resident_uah::double as school_subvention, x.administration_per_resident_uah::double as administration,
            x.fund_per_resident_2015_uah::double as regional_fund, x.declarations_per_100::double as declarations
        from mart.community_context x join mart.community c using (community_id)
    ) on tax_capacity, basic_subsidy, reverse_subsidy, school_subvention, administration, regional_fund, declarations into name item value value
), country as (
    select item, median(value) as country from long where is_ranked group by 1
), peer as (
    select p.community_id, o.item, median(o.value) as peer from mart.peer_member p join long o on o.community_id = p.member_id group by all
)
select l.community_id, l.item, l.value, r.peer, k.country
from long l
join country k using (item)
left join peer r using (community_id, item)
order by l.community_id, list_position(['tax_capacity', 'basic_subsidy', 'reverse_subsidy', 'school_subvention', 'administration', 'regional_fund', 'declarations'], l.item)
