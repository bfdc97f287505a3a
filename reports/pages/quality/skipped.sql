-- One row a source and rule by which rows were left out, most rows first.
with rule as (
    select source_id, unnest(string_split(skipped_rules, '; ')) as text from mart.data_quality where skipped > 0
)
select source_id, split_part(text, '=', 1) as rule, sum(split_part(text, '=', 2)::bigint)::bigint as n
from rule group by all order by n desc, source_id, rule
