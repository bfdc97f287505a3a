-- One row an administrative case of the logs of communities and bodies, or of tables of annex 38, in the columns of SPEC 4.4. Rows never leave this layer: what is published are aggregates of metric.case_metric. A case of annex 38 that was returned waits for its applicant: it is open. Cases of authorities that no community can be told of are left out.
select
    l.case_id,
    l.unit_id,
    case when l.unit_id like 'UA%' then 'community' else 'body' end as level,
    coalesce(t.community_id, b.community_id) as community_id,
    l.service_id,
    l.channel,
    l.submitted_at,
    l.accepted_at,
    l.decided_at,
    l.delivered_at,
    l.status,
    l.resubmission_of,
    l.visits_n,
    l.statutory_days,
    l.paused_days,
    'case_log' as source_id
from raw.case_log l
left join staging.territory t on t.territory_id = l.unit_id
left join (select osn_id, max(community_id) as community_id from staging.body_entry group by osn_id) b on b.osn_id = l.unit_id
where coalesce(t.community_id, b.community_id) is not null
union all
select
    md5(file || '/' || uid),
    named_id,
    'community',
    named_id,
    coalesce(service_code, 'other'),
    null,
    submitted_on,
    null,
    null,
    case when status in ('open', 'returned', 'refused', 'withdrawn') then null else delivered_on end,
    case when status = 'returned' then 'open' else status end,
    null,
    null,
    null,
    null,
    'rec835_service'
from raw.rec835_service
where named_id is not null
