-- page: quality/index.html
-- at: finding
select sum(rows_in)::bigint as rows_in, count(distinct source_id) as sources, sum(loaded)::bigint as loaded, sum(skipped)::bigint as skipped, sum(quarantined)::bigint as quarantined from data_quality
-- at: rows
select sum(skipped)::bigint as skipped,
    (select count(distinct source_id || ' ' || split_part(rule, '=', 1)) from (select source_id, unnest(string_split(skipped_rules, '; ')) as rule from data_quality where skipped > 0)) as rules
from data_quality
-- at: match
select 100.0 * count(community_id) / count(*) as matched from cnap_points
-- at: coverage
with newest as (select indicator_id, max(period) as period from summary where group_by = 'all' group by 1)
select 100.0 * s.n / (s.n + s.missing) as share, i.short_uk as name_uk, i.short_en as name_en
from summary s join newest using (indicator_id, period) left join indicators i using (indicator_id)
where s.group_by = 'all' and s.n + s.missing > 0 order by share, s.indicator_id limit 1
-- at: vintages
with newest as (select indicator_id, max(period) as period from summary where group_by = 'all' and indicator_id like 'open.%' group by 1)
select min(regexp_extract(period, '\d{4}'))::bigint as first, max(regexp_extract(period, '\d{4}'))::bigint as last from newest
-- at: files
select count(*) as files, count(*) filter (origin = 'embedded') as embedded from data_quality
-- at: issues
select count(*) as n, count(distinct source_id) as sources, count(*) filter (severity in ('error', 'warning')) as grave from issues having n > 0
-- at: ended
select count(*) as n from ended_rows having n > 0
