-- One row a community whose council's register is loaded, and period: the year that the register speaks of, and the last quarter that was over when it was dated. Share of active bodies of self-organization that are legal persons of form 860 (mart.body_community leaves out those of another form). Without an active body it does not apply; a share of fewer than three bodies is flagged as unreliable.
select
    community_id as territory_id,
    unnest([
        cast(year(as_of - interval 6 month) as varchar),
        strftime(date_trunc('quarter', as_of) - interval 1 day, '%Y') || '-Q' || quarter(date_trunc('quarter', as_of) - interval 1 day)
    ]) as period,
    100.0 * legal_persons / nullif(active, 0) as value,
    if(active = 0, null, legal_persons) as num,
    nullif(active, 0) as den,
    case when active = 0 then 'n' when active < 3 then 'u' else '' end as obs_status
from mart.body_community
where coverage = 'register' and as_of is not null
