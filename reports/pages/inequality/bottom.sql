-- One row: what part of own revenue falls to the half of residents who live in the poorer communities.
select l as half from metric.lorenz where indicator_id = 'open.own_revenue_per_resident' and newest and weighting = 'population' and p = 0.5
