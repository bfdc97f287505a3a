-- One row a community: one page each, with its place among its peers.
with measured as (
    select territory_id as community_id, string_agg(distinct source_id, '+' order by source_id) as source_ids
    from metric.observation where level = 'community' and newest and (value is not null or obs_status = 'n') group by territory_id
)
select c.*, strftime(c.former_edition, '%d.%m.%Y') as former_day, o.slug as oblast_slug, o.name_uk as oblast_name_uk, o.name_en as oblast_name_en,
    s.value as score, s.coverage, s.grade, s.rank, s.ranked,
    t.status = 'ranked' as stands, i.band, i.band_share, q.value as conditions,
    i.low as score_low, i.high as score_high, i.rank_low, i.rank_high, i.rank_equal,
    k.status as cnap_status, k.points, k.known_points, k.centres, k.units, k.remote, k.workers,
    nullif(e.tools, 0) as tools, coalesce(e.ambiguous, false) as ambiguous, e.petitions, e.consultations, e.participatory_budget, e.open_community,
    r.value as revenue, r.period as revenue_period,
    p.peer_group, p.peers,
    i.peer_rank, i.peers as peer_scored, i.peer_median,
    y.coverage as osn_coverage, y.bodies as osn_bodies, y.active as osn_active, y.legal_persons as osn_legal_persons, y.funded as osn_funded, 50 * round(y.residents / 50.0)::bigint as osn_residents, y.residents_unknown as osn_residents_unknown, y.as_of as osn_as_of,
    x.displaced_thousand, x.strategy, x.strategy_year, x.projects, x.administration_share, x.expense_year, coalesce(x.mountain_settlements, 0) as mountain_settlements,
    if(c.kind = 'city', o.residents, null) as residents, if(c.kind = 'city', o.residents_60_share, null) as residents_60_share,
    -- only sources of which the page shows something
    concat_ws('+', 'katottg', if(exists (select 1 from mart.osn_body n where n.community_id = c.community_id), 'osn_bodies+osn_events+osn_places', null), if(c.former_title_uk is not null, 'codifier_change', null), d.source_ids, if(c.area_km2 is not null, 'cod_ab', null), if(c.in_scope, 'kse_community+kse_war_status', null), if(c.population is not null, 'kse_population', null),
        if(c.kind = 'city' and o.residents is not null, 'resident_population_2022', null), if(c.in_scope or k.points > 0, 'cnap', null), if(e.tools > 0, 'edem', null),
        if(exists (select 1 from mart.budget_year b where b.community_id = c.community_id), 'kse_budget', null), if(exists (select 1 from mart.budget_revenue v where v.community_id = c.community_id and v.basis = 'cities'), 'city_revenue', null), if(c.schooling_risk is not null, 'education_risk_2026', null),
        if(x.displaced_thousand is not null, 'idp_population_2023', null), if(x.strategy, 'community_strategies', null), if(x.projects is not null, 'dream_projects', null),
        if(x.administration_share is not null, 'expense_functions_2021', null), if(x.tax_capacity is not null, 'budget_equalisation_2024', null), if(x.school_subvention_per_resident_uah is not null, 'school_subvention_2023', null),
        if(x.administration_per_resident_uah is not null, 'budget_capacity_2023', null), if(x.fund_per_resident_2015_uah is not null, 'regional_fund', null), if(x.declarations_per_100 is not null, 'doctor_declarations', null), if(x.mountain_settlements > 0, 'mountain_settlements', null), if(exists (select 1 from mart.spending_year y where y.community_id = c.community_id), 'kse_expenses_2021+budget_code_name', null), if(exists (select 1 from mart.igov_city i where i.community_id = c.community_id), 'igov_services', null), replace(y.sources, ' ', '+'),
        if(coalesce(d.source_ids, '') not like '%form_service%' and exists (select 1 from mart.service_stage m where m.level = 'community' and m.community_id = c.community_id and m.offered), 'form_service', null),
        if(coalesce(d.source_ids, '') not like '%audit_checks%' and exists (select 1 from mart.audit_check a where a.unit_id = c.community_id), 'audit_checks', null)) as source_ids,
    (select count(*) from mart.community where kind is distinct from 'city') as communities
from mart.community c
cross join metric.open_readiness_status t
left join mart.oblast o on o.oblast_id = c.oblast_id
left join mart.peer p on p.community_id = c.community_id
left join measured d on d.community_id = c.community_id
left join mart.community_context x on x.community_id = c.community_id
left join metric.open_readiness_score s on t.status = 'ranked' and s.unit_id = c.community_id and s.level = 'community' and s.node_id = 'open_readiness'
left join metric.open_readiness_interval i on t.status = 'ranked' and i.unit_id = c.community_id and i.level = 'community'
left join mart.cnap_community k on k.community_id = c.community_id
left join mart.body_community y on y.community_id = c.community_id
left join mart.edem_community e on e.community_id = c.community_id
left join metric.observation q on q.territory_id = c.community_id and q.indicator_id = 'open.service_conditions' and q.level = 'community' and q.newest
left join metric.observation r on r.territory_id = c.community_id and r.indicator_id = 'open.own_revenue_per_resident' and r.level = 'community' and r.newest
order by c.community_id
