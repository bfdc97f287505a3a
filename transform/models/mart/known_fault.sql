-- One row a fault that is known of a source and carried: what is wrong, since when, what is done about it.
select fault_id, source_id, since, severity, what_uk, what_en, done_uk, done_en
from raw.known_fault
