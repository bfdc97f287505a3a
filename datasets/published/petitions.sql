-- One row per e-petition to a community: when it began, how many signed, whether it was answered in time. Neither authors, signatories nor titles are here.
select petition_id, community_id, category, started_on, signatures, threshold, status, reached, answered_on, due_on, in_time, source_id
from mart.petition
order by petition_id
