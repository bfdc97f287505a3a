-- One row an indicator of the digital maturity index: its definition, what is held and what is needed.
select * from mart.methodology order by dim, indicator_id
