-- One row a year and weighting: spread of condominium associations per 10,000 residents between communities that had some in every year, their number, and what the whole series says.
with span as (
    select
        max(value) filter (measure = 'beta' and weighting = 'none') as beta, max(low) filter (measure = 'beta' and weighting = 'none') as beta_low, max(high) filter (measure = 'beta' and weighting = 'none') as beta_high,
        max(value) filter (measure = 'half_life' and weighting = 'none') as half_life,
        max(value) filter (measure = 'sigma_trend' and weighting = 'none') as trend, max(low) filter (measure = 'sigma_trend' and weighting = 'none') as trend_low, max(high) filter (measure = 'sigma_trend' and weighting = 'none') as trend_high
    from metric.convergence where series_id = 'osbb_per_10k'
), steady as (
    select o.community_id from mart.osbb_year o join mart.community c on c.community_id = o.community_id and c.is_ranked
    group by 1 having count(*) filter (o.osbb > 0) = (select count(distinct year) from mart.osbb_year)
), counted as (
    select o.year, sum(o.osbb)::bigint as osbb from mart.osbb_year o join steady using (community_id) group by 1
)
select c.weighting, c.year_from as year, c.year_from::varchar as year_uk, c.year_from::varchar as year_en, c.value as sigma, c.low, c.high, c.n, k.osbb, s.*,
    min(c.year_from) over () as first_year, max(c.year_from) over () as last_year
from metric.convergence c
cross join span s
left join counted k on k.year = c.year_from
where c.series_id = 'osbb_per_10k' and c.measure = 'sigma'
order by c.weighting, c.year_from
