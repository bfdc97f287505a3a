-- One row of the e-DEM list with the community that its names point to: matched only where oblast and name leave one choice.
with listed as (
    select
        row,
        lower(regexp_replace(oblast_name, ' (ОДА )?область$', '')) as oblast_key,
        lower(community_name) as name_key,
        oblast_name, community_name, petitions, consultations, participatory_budget, open_community
    from raw.edem
), choice as (
    select l.row, count(*) as choices, any_value(c.community_id) as territory_id
    from listed l
    join staging.territory o on o.level = 'oblast' and lower(o.name_uk) = l.oblast_key
    join staging.community_name c on c.oblast_id = o.territory_id and c.name_key = l.name_key
    group by l.row
)
select
    l.row,
    l.oblast_name,
    l.community_name,
    case when ch.choices = 1 then ch.territory_id end as community_id,
    case when ch.choices = 1 then 'oblast_and_name' when ch.choices > 1 then 'ambiguous' else 'not_found' end as match_method,
    coalesce(ch.choices, 0) as choices,
    l.petitions, l.consultations, l.participatory_budget, l.open_community
from listed l
left join choice ch using (row)
