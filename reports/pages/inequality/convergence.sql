-- One row a series of own revenue: whether poorer communities grew faster and whether the spread shrank from one year to the next.
select series_id, year_from, year_to,
    max(value) filter (measure = 'beta') as beta, max(low) filter (measure = 'beta') as beta_low, max(high) filter (measure = 'beta') as beta_high,
    max(value) filter (measure = 'sigma_0') as sigma_0, max(value) filter (measure = 'sigma_1') as sigma_1,
    max(low) filter (measure = 'sigma_1') as sigma_1_low, max(high) filter (measure = 'sigma_1') as sigma_1_high, max(n) as n,
    case when abs(sigma_1 - sigma_0) < 0.01 then 'same' when sigma_1 < sigma_0 then 'less' else 'more' end as spread,
    coalesce(beta_high < 0, false) as faster
from metric.convergence
where weighting = 'none' and series_id <> 'osbb_per_10k'
group by series_id, year_from, year_to
order by series_id desc
