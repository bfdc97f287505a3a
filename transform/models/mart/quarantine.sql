-- One row a quarantined value: where it stood and why it was not taken.
select source_id, file, line, "column", value, reason, scope from raw.quarantine
