-- One row: the numbers that the home page opens with, over communities that can be ranked.
with community as (
    select count(*) filter (kind is distinct from 'city') as communities, count(*) filter (in_scope) as in_scope, count(*) filter (is_ranked) as ranked
    from mart.community
), cnap as (
    select count(*) filter (k.status = 'present') as present, count(*) filter (k.status = 'unknown') as unknown,
        count(*) filter (k.saturday) as saturday, count(k.saturday) as saturday_known,
        count(*) filter (k.braille) as braille, count(k.braille) as braille_known
    from mart.cnap_community k join mart.community c using (community_id) where c.is_ranked
), edem as (
    select count(*) filter (e.tools > 0) as some_tool, count(*) filter (e.ambiguous or e.tools is null) as tools_unknown
    from mart.edem_community e join mart.community c using (community_id) where c.is_ranked
), gini as (
    select value as gini, n as gini_n from metric.inequality
    where indicator_id = 'open.own_revenue_per_resident' and measure = 'gini' and weighting = 'none' and coalesce(group_by, '') = '' and newest
), standing as ( -- while the ranking is withdrawn, the map shows service conditions
    select status = 'ranked' as stands, told, one_band, scored as banded from metric.open_readiness_status
), score as (
    select median, p10, p90, min as lowest, max as highest, n as scored from metric.summary where indicator_id = (select if(status = 'ranked', 'open_readiness', 'open.service_conditions') from metric.open_readiness_status) and group_by = 'all'
)
select * from community, cnap, edem left join gini on true left join standing on true left join score on true
