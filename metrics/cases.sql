-- One row a case as a line of CSV with the columns of SPEC 4.4, in the order of their ids; texts in quotes.
select concat_ws(',', case_id, '"' || unit_id || '"', '"' || replace(service_id, '"', '""') || '"', coalesce(channel, ''), submitted_at, coalesce(accepted_at::varchar, ''),
    coalesce(decided_at::varchar, ''), coalesce(delivered_at::varchar, ''), status, coalesce(resubmission_of, ''), coalesce(visits_n::varchar, ''),
    coalesce(statutory_days::varchar, ''), coalesce(paused_days::varchar, '')) as line
from staging.admin_case
where source_id = ?
order by case_id
