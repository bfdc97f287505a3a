-- One row a point of the Lorenz curve of own revenue: residents from the poorest communities on. Per-resident values of communities are not added up.
select weighting, p, l from metric.lorenz where indicator_id = 'open.own_revenue_per_resident' and newest and weighting = 'population' order by p
