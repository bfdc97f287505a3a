-- One row a record of the table of financial capacity: its community, by name and oblast; of namesakes the one whose population is the same to the last
-- person that thousands with three decimals tell. No other is guessed.
with choice as (
    select line, population_thousand, unnest(string_split(named_choices, ' ')) as community_id
    from raw.budget_capacity_2023
    where named_community is null and named_choices is not null
), chosen as (
    select c.line, min(c.community_id) as community_id
    from choice c
    join raw.kse_population p on p.territory_id = c.community_id and round(p.population / 1000, 3) = round(c.population_thousand, 3)
    group by 1
    having count(*) = 1
)
select
    r.line,
    coalesce(r.named_community, c.community_id) as community_id,
    case when r.named_community is not null then 'name' when c.community_id is not null then 'population' when r.named_choices is not null then 'ambiguous' else 'unknown_name' end as method
from raw.budget_capacity_2023 r
left join chosen c using (line)
