-- One row a case of one source with the columns of SPEC 4.4, in the order of their ids.
select case_id, unit_id, service_id, channel, submitted_at, accepted_at, decided_at, delivered_at, status,
    coalesce(resubmission_of, '') <> '' as resubmission, visits_n, statutory_days, paused_days
from staging.admin_case
where source_id = ?
order by case_id
