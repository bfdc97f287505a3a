-- One row a power of a body in the words of its register.
select osn_id, power_type, power_uk from mart.body_power order by osn_id, power_type desc, power_no
