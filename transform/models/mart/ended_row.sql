-- One row a thing of a register that an earlier edition had and a later one lacks: the day of the first edition without it, and why it ended.
select source_id, row_key, name, community_id, ended_on, ended_reason from raw.ended
