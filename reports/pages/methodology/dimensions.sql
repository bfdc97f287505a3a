-- One row a dimension of the digital maturity index: the cause it measures, the mechanism that acts on it, its indicators, and of how many anything is held.
select d.* replace (replace(d.mechanism_ids, ';', ', ') as mechanism_ids, replace(d.divide_level, ';', ', ') as divide_level), m.n, m.held
from mart.dimension d
left join (select dim, count(*) as n, count(*) filter (held) as held from mart.methodology group by dim) m using (dim)
order by d.dim
