-- One row a point of the Lorenz curves of own revenue.
select weighting, p, l from metric.lorenz where indicator_id = 'open.own_revenue_per_resident' and newest order by weighting, p
