-- One row a community and year that answered all eight questions on cyber security: share of yes. One answer missing leaves it unknown.
select
    unit_id as territory_id,
    period,
    100 * sum(value) / 8 as value,
    sum(value) as num,
    8 as den,
    '' as obs_status
from mart.form_answer
where level = 'community' and community_id is not null and value is not null
    and item in ('cyber_mfa', 'cyber_backup', 'cyber_patch', 'cyber_edr', 'cyber_https', 'cyber_mail', 'cyber_person', 'cyber_plan')
group by unit_id, period
having count(*) = 8
