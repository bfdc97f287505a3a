-- One row a community and year that answered both questions: starosta districts with a CNAP, a remote workplace or a mobile visit, of all. Where there are no districts, it does not apply.
with asked as (
    select
        unit_id as territory_id,
        period,
        max(value) filter (item = 'districts_cnap') as part,
        max(value) filter (item = 'districts') as whole,
        bool_or(note = 'not_applicable') as aside
    from mart.form_answer
    where level = 'community' and item in ('districts_cnap', 'districts') and community_id is not null
    group by unit_id, period
)
select
    territory_id,
    period,
    case when whole > 0 then 100 * part / whole end as value,
    case when whole > 0 then part end as num,
    case when whole > 0 then whole end as den,
    case when aside or whole = 0 then 'n' else '' end as obs_status
from asked
where aside or whole = 0 or (part is not null and whole > 0)
