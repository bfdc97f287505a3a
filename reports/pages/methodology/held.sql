-- One row: indicators of the digital maturity index, of how many anything is held, and how each tier is to be had.
select count(*) as n, count(*) filter (held) as held, count(*) filter (tier = 1) as open_registers, count(*) filter (tier = 2) as audit, count(*) filter (tier = 3) as survey
from mart.methodology
