-- One row a community and year of whose six e-participation tools all are known: share that residents could use. The form tells; where it leaves petitions, the participatory budget or consultations open, the list of e-DEM (2022) can tell that there is one, never that there is none.
with answered as (
    select unit_id as community_id, period, item, value
    from mart.form_answer
    where level = 'community' and community_id is not null and item like 'tool\_%' escape '\'
), returned as (
    select distinct community_id, period from answered
), tool as (
    select unnest(['tool_petition', 'tool_budget', 'tool_consultation', 'tool_poll', 'tool_initiative', 'tool_broadcast']) as item
), known as (
    select
        r.community_id,
        r.period,
        t.item,
        coalesce(a.value, case
            when t.item = 'tool_petition' and e.petitions then 1
            when t.item = 'tool_budget' and e.participatory_budget then 1
            when t.item = 'tool_consultation' and e.consultations then 1
        end) as live
    from returned r
    cross join tool t
    left join answered a on a.community_id = r.community_id and a.period = r.period and a.item = t.item
    left join mart.edem_community e on e.community_id = r.community_id and not e.ambiguous
)
select
    community_id as territory_id,
    period,
    100 * sum(live) / 6 as value,
    sum(live) as num,
    6 as den,
    '' as obs_status
from known
group by community_id, period
having count(live) = 6
