-- A country of two oblasts, a city and five communities, one of them occupied, one with a hostile name.
create table mart.community (community_id varchar, slug varchar, pcode varchar, name_uk varchar, title_uk varchar, title_en varchar, name_en varchar, kind varchar, raion_id varchar, raion_uk varchar, raion_en varchar, oblast_id varchar, oblast_uk varchar, oblast_en varchar, centre_uk varchar, centre_en varchar, population bigint, urban_share double, urbanity varchar, size_class varchar, area_km2 double, lat double, lon double, travel_minutes double, settlements bigint, created_on date, created_year bigint, creation varchar, war_status varchar, occupied boolean, in_scope boolean, is_ranked boolean, unranked_reason varchar);
insert into mart.community values
('UA05020030000031457', 'vinnytska-0502003', 'UA0502003', 'Вінницька', 'Вінницька міська громада', 'Vinnytska urban community', 'Vinnytska', 'urban', 'UA05020000000026686', 'Вінницький', 'Vinnytskyi', 'UA05000000000010236', 'Вінницька', 'Vinnytska', 'Вінниця', 'Vinnytsia', 387439, 0.95, 'urban', '100k_500k', 255.9, 49.2, 28.4, 0, 9, '2018-09-20', 2018, 'voluntary', 'not occupied', false, true, true, null),
('UA05020010000053508', 'ahronomichna-0502001', 'UA0502001', 'Агрономічна', 'Агрономічна сільська громада', 'Ahronomichna rural community', 'Ahronomichna', 'rural', 'UA05020000000026686', 'Вінницький', 'Vinnytskyi', 'UA05000000000010236', 'Вінницька', 'Vinnytska', 'Агрономічне', 'Ahronomichne', 9361, 0, 'rural', '5k_10k', 120, 49.1, 28.3, 15, 7, '2020-06-12', 2020, 'administrative', 'not occupied', false, true, true, null),
('UA05020050000099999', 'hostile-0502005', 'UA0502005', '</script><img src=x onerror=alert(1)>', '</script><img src=x onerror=alert(1)> __f__alert(2)__f__ громада', '</script><img src=x onerror=alert(1)> __f__alert(2)__f__ community', 'Hostile', 'rural', null, null, null, 'UA05000000000010236', 'Вінницька', 'Vinnytska', '=cmd()', '=cmd()', 2000, 0.1, 'rural', 'lt3k', null, null, null, null, null, null, null, null, null, false, true, true, null),
('UA07010010000000001', 'bezdanna-0701001', 'UA0701001', 'Безданна', 'Безданна сільська громада', 'Bezdanna rural community', 'Bezdanna', 'rural', null, null, null, 'UA07000000000000001', 'Волинська', 'Volynska', null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, false, true, true, null),
('UA01020010000000001', 'okupovana-0102001', 'UA0102001', 'Окупована', 'Окупована громада', 'Okupovana community', 'Okupovana', null, null, null, null, 'UA01000000000013043', 'Автономна Республіка Крим', 'Autonomous Republic of Crimea', null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, true, false, false, 'outside_source'),
('UA80000000000093317', 'kyiv-8000000', 'UA8000000', 'Київ', 'місто Київ', 'City of Kyiv', 'Kyiv', 'city', null, null, null, 'UA80000000000093317', 'Київ', 'Kyiv', null, null, 2952301, 1, 'urban', 'ge500k', 839, 50.4, 30.5, null, null, null, null, null, null, false, true, true, null);
create table mart.oblast (oblast_id varchar, name_uk varchar, short_uk varchar, name_en varchar, short_en varchar, slug varchar, region_uk varchar, region_en varchar, centre_uk varchar, centre_en varchar, tile_col bigint, tile_row bigint, pcode varchar, communities bigint, ranked bigint, population bigint);
insert into mart.oblast values
('UA05000000000010236', 'Вінницька область', 'Вінницька', 'Vinnytska oblast', 'Vinnytska', 'vinnytska-05', 'Центр', 'Center', 'Вінниця', 'Vinnytsia', 2, 2, 'UA05', 3, 3, 398800),
('UA07000000000000001', 'Волинська область', 'Волинська', 'Volynska oblast', 'Volynska', 'volynska-07', 'Захід', 'West', 'Луцьк', 'Lutsk', 1, 0, 'UA07', 1, 1, null),
('UA01000000000013043', 'Автономна Республіка Крим', 'Крим', 'Autonomous Republic of Crimea', 'Crimea', 'crimea-01', null, null, null, null, 5, 5, 'UA01', 1, 0, null),
('UA80000000000093317', 'місто Київ', 'Київ', 'City of Kyiv', 'Kyiv', 'kyiv-80', null, null, null, null, 3, 1, 'UA80', 0, 1, 2952301);
create table mart.settlement as select * from (values
('UA05020030010063857', 'Вінниця', 'Vinnytsia', 'city', 'UA05020030000031457'), ('UA05020010010000001', 'Агрономічне', 'Ahronomichne', 'village', 'UA05020010000053508')) v(settlement_id, name_uk, name_en, kind, community_id);
alter table mart.settlement add column former_name_uk varchar;
alter table mart.settlement add column former_name_en varchar;
update mart.settlement set former_name_uk = 'Дослідне', former_name_en = 'Doslidne' where name_uk = 'Агрономічне';
alter table mart.community add column former_title_uk varchar;
alter table mart.community add column former_title_en varchar;
alter table mart.community add column former_edition date;
alter table mart.community add column former_slug varchar;
update mart.community set former_title_uk = 'Дослідна сільська громада', former_title_en = 'Doslidna rural community', former_edition = '2025-05-16', former_slug = 'doslidna-0502001' where slug = 'ahronomichna-0502001';
alter table mart.community add column deoccupied varchar;
alter table mart.community add column schooling_risk varchar;
alter table mart.community add column control_as_of varchar;
update mart.community set schooling_risk = 'high' where in_scope;
update mart.community set schooling_risk = 'prohibitive', is_ranked = false, unranked_reason = 'withheld' where community_id = 'UA07010010000000001';
create table mart.peer as select community_id, urbanity || ':all' as peer_group, 8::bigint as peers from mart.community where is_ranked and urbanity is not null;
create table mart.peer_member as select p.community_id, m.community_id as member_id from mart.peer p join mart.peer m using (peer_group);
create table mart.community_context as select community_id, schooling_risk, -1.5::double as displaced_thousand, true as strategy, 2024::bigint as strategy_year, 3::bigint as projects from mart.community where in_scope;
create table mart.boundary as select *, 10000::bigint as grid_width, 7000::bigint as grid_height from (values
('UA0502003', 'hromada', 'UA05020030000031457', 'M100 100l50 0 0 50 -50 0z', 120::bigint, 120::bigint), ('UA0502001', 'hromada', 'UA05020010000053508', 'M160 100l50 0 0 50 -50 0z', 180, 120),
('UA0701001', 'hromada', 'UA07010010000000001', 'M10 10l50 0 0 50z', 20, 20), ('UA05', 'oblast', 'UA05000000000010236', 'M100 100l110 0 0 50 -110 0z', 150, 120)) v(pcode, level, territory_id, path, x, y);
create table mart.cnap_point as select 1::bigint as point_id, 'UA05020030000031457' as community_id, 'centre' as kind, 'Вінниця' as settlement_uk, 51::bigint as workers, 52.0::double as hours_week, true as known, true as saturday, true as evening, true as card_payment, true as self_service, true as accessible_sanitary_room, false as braille, null::boolean as online_booking;
create table mart.cnap_community (community_id varchar, status varchar, points bigint, centres bigint, remote bigint, workers bigint, saturday boolean, braille boolean);
insert into mart.cnap_community values ('UA05020030000031457', 'present', 1, 1, 0, 51, true, false), ('UA05020010000053508', 'unknown', null, null, null, null, null, null), ('UA05020050000099999', 'unknown', null, null, null, null, null, null), ('UA80000000000093317', 'present', 10, 9, 1, null, true, true);
create table mart.edem_community as select * from (values ('UA05020030000031457', true, true, true, false, 3::bigint, false), ('UA05020010000053508', null, null, null, null, null, false), ('UA05020050000099999', null, null, null, null, null, true)) v(community_id, petitions, consultations, participatory_budget, open_community, tools, ambiguous);
create table mart.budget_year as select * from (values ('UA05020030000031457', 2021::bigint, 5.2e9::double, 3.9e9::double, 1.3e9::double, 1e8::double, 387439::bigint, false), ('UA05020030000031457', 2023, 2e9, 1e9, 1e9, null, 387439, true)) v(community_id, year, income_total_uah, income_own_uah, transfers_uah, military_tax_uah, population, partial);
create table metric.observation (territory_id varchar, level varchar, period varchar, indicator_id varchar, value double, num double, den double, n bigint, obs_status varchar, low double, high double, source_id varchar, method_version varchar);
insert into metric.observation select c, 'community', p, i, v, null, null, 1, '', null, null, 'edem', '1' from (values
('UA05020030000031457', '2022-09', 'open.edem_tools', 3.0), ('UA05020010000053508', '2022-09', 'open.edem_tools', null), ('UA80000000000093317', '2022-09', 'open.edem_tools', 1.0), ('UA05020050000099999', '2022-09', 'open.edem_tools', null),
('UA05020030000031457', '../2025', 'open.cnap_saturday', 100.0), ('UA80000000000093317', '../2025', 'open.cnap_saturday', 0.0),
('UA05020030000031457', '2021', 'open.own_revenue_per_resident', 10242.4), ('UA05020010000053508', '2021', 'open.own_revenue_per_resident', 5466.1), ('UA80000000000093317', '2021', 'open.own_revenue_per_resident', 1500.5)) t(c, p, i, v);
insert into metric.observation values ('UA05000000000010236', 'oblast', '2022-09', 'open.edem_tools', 2.9, null, null, 1, '>', null, null, 'edem', '1'), ('UA', 'country', '2022-09', 'open.edem_tools', 1.06, null, null, 1, '>', null, null, 'edem', '1'), ('UA', 'country', '../2025', 'open.cnap_saturday', 48.0, null, null, 2, '', null, null, 'edem', '1');
create table metric.open_readiness_score (unit_id varchar, level varchar, period varchar, node_id varchar, value double, value_gmean double, coverage double, grade varchar, rank bigint, ranked bigint);
insert into metric.open_readiness_score values
('UA05020030000031457', 'community', '2020–2025', 'open_readiness', 69.6, 69.2, 1, 'A', 1, 2), ('UA05020010000053508', 'community', '2020–2025', 'open_readiness', 24.0, 20, 0.8, 'B', 2, 2), ('UA05020050000099999', 'community', '2020–2025', 'open_readiness', null, null, 0.2, 'D', null, 2),
('UA05020030000031457', 'community', '2020–2025', 'service', 75, 75, 1, 'A', null, null), ('UA05020030000031457', 'community', '2020–2025', 'self_organization', null, null, 0, 'D', null, null), ('UA05020010000053508', 'community', '2020–2025', 'service', 0, 1, 1, 'A', null, null),
('UA05020030000031457', 'community', '2020–2025', 'open.cnap_saturday', 75, 75, 1, 'A', null, null), ('UA05020010000053508', 'community', '2020–2025', 'open.cnap_saturday', 0, 1, 1, 'A', null, null), ('UA05020030000031457', 'community', '2020–2025', 'open.own_revenue_per_resident', 81.8, 81.8, 1, 'A', null, null);
create table metric.open_readiness_sensitivity as select 'weights_dirichlet' as factor, 0.2::double as si, 0.1::double as si_low, 0.3::double as si_high, 0.3::double as sti, 0.2::double as sti_low, 0.4::double as sti_high;
create table metric.open_readiness_reliability as select 'open_readiness' as node_id, 4::bigint as items, 2::bigint as n, 0.41::double as alpha, 0.6::double as kmo, 0.37::double as first_share;
create table metric.open_readiness_correlation as select 'open_readiness' as a, 'ln_population' as b, 'spearman' as method, 0.36::double as r, 0.0::double as p, 2::bigint as n;
create table metric.open_readiness_interval (unit_id varchar, level varchar, period varchar, value double, low double, median double, high double, rank bigint, rank_low bigint, rank_median bigint, rank_high bigint, band varchar, band_low varchar, band_high varchar, bands bigint, band_share double, value_equal double, rank_equal bigint, value_bod double, rank_bod bigint, peer_group varchar, peers bigint, peer_rank bigint, peer_median double, peer_best double);
insert into metric.open_readiness_interval values ('UA05020030000031457', 'community', '2020–2025', 69.6, 62.1, 68.9, 74.4, 1, 1, 1, 1, 'B', 'B', 'B', 1, 0.93, 70.1, 1, 81, 1, 'urban:100k_500k', 1, 1, 69.6, 69.6), ('UA05020010000053508', 'community', '2020–2025', 24, 18.5, 23.9, 30.2, 2, 2, 2, 2, 'D–E', 'E', 'D', 2, 0.99, 22, 2, 40, 2, 'rural:5k_10k', 1, 1, 24, 24);
create table metric.open_readiness_status as select 'open_readiness' as index_id, '2' as version, '2020–2025' as period, 'ranked' as status, null::varchar as reason, 3::bigint as nodes, 3::bigint as least_nodes, 2::bigint as scored, 1::bigint as least_scored, 2::bigint as told, 1::bigint as least_told, 1::bigint as one_band, 1::bigint as two_bands, 0::bigint as three_bands, 0::bigint as not_told;
create table metric.dmi_status as select 'dmi' as index_id, '1' as version, '2025' as period, 'ranked' as status, null::varchar as reason, 3::bigint as nodes, null::bigint as least_nodes, 2::bigint as scored, null::bigint as least_scored, 2::bigint as told, null::bigint as least_told, 2::bigint as one_band, 0::bigint as two_bands, 0::bigint as three_bands, 0::bigint as not_told;
create table metric.open_readiness_step (unit_id varchar, level varchar, period varchar, place bigint, indicator_id varchar, score double, gain double);
insert into metric.open_readiness_score values ('UA07010010000000001', 'community', '2020–2025', 'open_readiness', 42.1, 42.1, 1, 'A', null, null);
insert into metric.open_readiness_step values ('UA07010010000000001', 'community', '2020–2025', 1, 'open.service_conditions', 10, 30), ('UA05020030000031457', 'community', '2020–2025', 1, 'open.service_conditions', 75, 6.25), ('UA05020010000053508', 'community', '2020–2025', 1, 'open.own_revenue_per_resident', 20, 25), ('UA05020010000053508', 'community', '2020–2025', 2, 'open.service_conditions', 0, 25);
create table metric.service_conditions_score as select '1' as unit_id, 'point' as level, '2025' as period, 'service_conditions' as node_id, 80.6::double as value, 80.6::double as value_gmean, 1.0::double as coverage, 'A' as grade, 1::bigint as rank, 1::bigint as ranked;
create table metric.summary (indicator_id varchar, period varchar, group_by varchar, group_id varchar, n bigint, missing bigint, mean double, weighted_mean double, median double, p10 double, p90 double, min double, max double);
insert into metric.summary values
('open_readiness', '2020–2025', 'all', 'all', 2, 2, 46.8, 60, 46.8, 28, 65, 24, 69.6), ('open_readiness', '2020–2025', 'oblast', 'UA05000000000010236', 2, 1, 46.8, 60, 46.8, 28, 65, 24, 69.6), ('open_readiness', '2020–2025', 'size_class', '100k_500k', 1, 0, 69.6, 69.6, 69.6, 69.6, 69.6, 69.6, 69.6),
('open.edem_tools', '2022-09', 'all', 'all', 3, 1, 1.33, 1.06, 1, 0, 2.6, 0, 3), ('open.edem_tools', '2022-09', 'oblast', 'UA05000000000010236', 2, 1, 1.5, 2.9, 1.5, 0.3, 2.7, 0, 3), ('open.edem_tools', '2022-09', 'urbanity', 'urban', 2, 0, 2, 1.2, 2, 1, 3, 1, 3),
('open.cnap_saturday', '2025', 'all', 'all', 2, 2, 50, 12, 50, 0, 100, 0, 100), ('open.cnap_saturday', '2025', 'urbanity', 'urban', 2, 0, 50, 12, 50, 0, 100, 0, 100), ('open.cnap_saturday', '2025', 'urbanity', 'rural', 1, 2, 0, 0, 0, 0, 0, 0, 0),
('open.own_revenue_per_resident', '2021', 'all', 'all', 3, 1, 5736, 2500, 5466.1, 2000, 9000, 1500.5, 10242.4);
create table metric.inequality (indicator_id varchar, period varchar, measure varchar, weighting varchar, group_by varchar, group_id varchar, value double, low double, high double, n bigint, excluded bigint);
insert into metric.inequality values ('open.own_revenue_per_resident', '2021', 'gini', 'none', '', '', 0.3387, 0.3, 0.37, 3, 0), ('open.own_revenue_per_resident', '2021', 'gini', 'population', '', '', 0.25, null, null, 3, 0), ('open.own_revenue_per_resident', '2021', 'theil_t_between', 'none', 'oblast', '', 0.05, null, null, 3, 0), ('open.own_revenue_per_resident', '2021', 'theil_t_within', 'none', 'oblast', '', 0.15, null, null, 3, 0), ('open_readiness', '2020–2025', 'gini', 'none', '', '', 0.2, null, null, 2, 0), ('open_readiness', '2020–2025', 'theil_t_between', 'none', 'oblast', '', 0.01, null, null, 2, 0), ('open_readiness', '2020–2025', 'theil_t_within', 'none', 'oblast', '', 0.09, null, null, 2, 0);
insert into metric.inequality values ('open.own_revenue_per_resident', '2021', 'moran_i', 'none', '', '', 0.35, null, null, 3, 0), ('open.own_revenue_per_resident', '2021', 'moran_p_two_sided', 'none', '', '', 0.002, null, null, 3, 0);
create table metric.lisa as select 'open.own_revenue_per_resident' as indicator_id, '2021' as period, 'UA05020030000031457' as territory_id, 10242.4::double as value, 1.2::double as z, 0.9::double as lag, 1.1::double as local_i, 'HH' as quadrant, 0.001::double as p, 0.01::double as q, 'HH' as cluster, 4::bigint as neighbours;
create table metric.convergence as select * from (values ('own_revenue_without_military_tax', 2021::bigint, 2022::bigint, 'beta', 'none', -0.1::double, -0.12::double, -0.08::double, 3::bigint, 0::bigint), ('own_revenue_without_military_tax', 2021, 2022, 'sigma_0', 'none', 0.54, 0.5, 0.6, 3, 0), ('own_revenue_without_military_tax', 2021, 2022, 'sigma_1', 'none', 0.536, 0.5, 0.6, 3, 0)) v(series_id, year_from, year_to, measure, weighting, value, low, high, n, excluded);
insert into metric.convergence values ('osbb_per_10k', 2015, 2016, 'beta', 'none', -0.02, -0.03, -0.01, 2, 1), ('osbb_per_10k', 2015, 2016, 'half_life', 'none', 34, null, null, 2, 1), ('osbb_per_10k', 2015, 2016, 'sigma_trend', 'none', 0.01, 0.001, 0.02, 2, 1), ('osbb_per_10k', 2015, 2015, 'sigma', 'none', 1, 0.9, 1.1, 2, 1), ('osbb_per_10k', 2016, 2016, 'sigma', 'none', 1.05, 0.95, 1.15, 2, 1);
create table mart.osbb_year as select * from (values ('UA05020030000031457', 2015::bigint, 100::bigint, 2.7::double), ('UA05020030000031457', 2016, 120, 3.2), ('UA05020010000053508', 2015, 1, 1.1), ('UA05020010000053508', 2016, 0, 0)) v(community_id, year, osbb, osbb_per_10k);
create table metric.lorenz as select * from (values ('open.own_revenue_per_resident', '2021', 'none', 0.0::double, 0.0::double), ('open.own_revenue_per_resident', '2021', 'none', 0.5, 0.3), ('open.own_revenue_per_resident', '2021', 'none', 1.0, 1.0), ('open.own_revenue_per_resident', '2021', 'population', 0.0, 0.0), ('open.own_revenue_per_resident', '2021', 'population', 0.5, 0.35), ('open.own_revenue_per_resident', '2021', 'population', 1.0, 1.0)) v(indicator_id, period, weighting, p, l);
create table mart.figure as select * from (values ('osn', 'Київ', 'city', 'ОСН, що подали проєкти </script>', null::varchar, '2021', 49.0::double, '49', null, 'bodies', 'https://example.org/a?b=1&c="x"'), ('osn', 'Запоріжжя', 'city', 'будинкові комітети', null, '2012-04', 80.0, '~80', '~', 'bodies', 'javascript:alert(1)'), ('skills', 'Україна', 'country', 'базові цифрові навички і вище', null, '2025', 57.0, '57', null, '%', 'https://example.org/s')) v(topic, territory, level, indicator, breakdown, period, value, value_text, obs_status, unit, url);
create table mart.osn_body as select 'Будинковий комітет «Зразковий»' as name_uk, 'Budynkovyi komitet «Zrazkovyi»' as name_en, 'kyiv-budynkovyi-komitet-zrazkovyi' as slug, 'house' as body_type, 'будинковий комітет' as body_type_uk, 'Київ' as city, 'Kyiv' as city_en, null::varchar as district, 'UA80000000000093317' as community_id, null::varchar as fate, 2::bigint as events, '2018-06-21' as first_date, '2018-06-21' as last_date, 'seen' as confidence
    union all select 'КСН «Вигаданий»', 'KSN «Vyhadanyi»', 'vinnytsia-ksn-vyhadanyi', 'other', 'інший або невідомий тип', 'Вінниця', 'Vinnytsia', 'Старий', 'UA05020030000031457', 'liquidated', 1, '2018-12', '2018-12', 'weak';
create table mart.osn_event as select 'Будинковий комітет «Зразковий»' as name_uk, 'Київ' as city, 1::bigint as event_no, 'created' as event_kind, 'створено' as event, '2018-06-21' as event_date_text, '2018-06-21' as event_date, 'https://example.org/b' as url, null::varchar as hint, 'seen' as confidence
    union all select 'Будинковий комітет «Зразковий»', 'Київ', 2, 'cleanup', 'прибирання', 'восени (рік не зазначено)', null, 'https://example.org/c', null, 'derived' union all select 'КСН «Вигаданий»', 'Вінниця', 1, 'liquidated', 'ліквідовано', '2018-12', '2018-12', 'https://example.org/d', null, 'weak';
create table mart.osn_place as select 'UA80000000000093317' as community_id, 1::bigint as bodies, 1::bigint as figures union all select 'UA05020030000031457', 1, 0;
create table mart.service as select * from (values ('S01', 'social', 'Облік мешканців', 'Register of residents', 'P', 'eld,dis', 'own', '2625-III art.14', 4::bigint, 10::bigint, 'intake → register'), ('S33', 'participation', 'Загальні збори', 'General meetings', 'A', 'res', 'own', '2625-III', 5, null, 'notice → vote')) v(service_id, group_id, name_uk, name_en, role, users, power, legal_base, max_stage, standard_days, steps);
create table mart.service_asked as select * from (values ('S01', 'body', 'social', 'Облік мешканців', 'Register of residents', 4::bigint), ('S33', 'body', 'participation', 'Загальні збори', 'General meetings', 5), ('C01', 'centre', 'civil', 'Реєстрація народження', 'Registration of a birth', 5)) v(service_id, catalogue, group_id, name_uk, name_en, max_stage);
create table mart.service_stage as select * from (values ('UA05020030000031457', 'community', 'UA05020030000031457', '2024', 'S01', true, 1::bigint, 4::bigint, 25.0::double, 'web', null::boolean, null::bigint, null), ('UA05020030000031457', 'community', 'UA05020030000031457', '2025', 'S01', true, 4, 4, 100.0, 'app cnap web', true, 14, 'https://example.org/</script>'), ('UA05020030000031457', 'community', 'UA05020030000031457', '2025', 'S33', false, null, 5, null, '', null, null, null), ('UA05020030000031457', 'community', 'UA05020030000031457', '2025', 'C01', true, null, 5, null, 'web', false, 3, null), ('UA05020010000053508', 'community', 'UA05020010000053508', '2025', 'S01', true, 0, 4, 0.0, '', null, null, null), ('UA05020010000053508', 'community', 'UA05020010000053508', '2025', 'C01', true, 2, 5, 40.0, 'web', false, 9, null), ('edr-14360570', 'body', 'UA05020030000031457', '2025', 'S01', true, 3, 4, 75.0, 'web phone', true, null, null)) v(unit_id, level, community_id, period, service_id, offered, stage, max_stage, score, channels, offline, card_fields, page);
create table mart.service_metric as select * from (values ('UA05020030000031457', 'community', 'UA05020030000031457', '2025', 1::bigint, 100.0::double, 100.0::double, 1::bigint, 100.0::double, 1::bigint, 0::bigint), ('UA05020010000053508', 'community', 'UA05020010000053508', '2025', 2, 20.0, 50.0, 0, 0.0, 0, 1)) v(unit_id, level, community_id, period, offered, stage_mean, breadth, transactional, transactional_share, omnichannel, digital_only);
create table mart.informatization_year as select v.*, b.basis from (values
    ('UA05020030000031457', 2025::bigint, 1200000.0::double, 1000000.0::double, 700000.0::double, 90000000.0::double, 370000::bigint, 1000000.0::double, 2025::bigint),
    ('UA05020030000031457', 2024, 900000, 800000, null, 80000000, 370000, 880000, 2025),
    ('UA05020010000053508', 2025, 0, 0, 0, 9000000, 9000, 0, 2025)) v(community_id, year, plan_uah, actual_uah, q4_uah, total_uah, population, real_uah, price_year) cross join (select 'openbudget' as basis) b;
create table mart.budget_month as select * from (values
    ('UA05020030000031457', 2025::bigint, 9::bigint, 1200000.0::double, 300000.0::double, 300000.0::double, ''),
    ('UA05020030000031457', 2025, 12, 1200000, 1000000, null, 'gap')) v(community_id, year, month, plan_uah, cumulative_uah, month_uah, status);
create table mart.edem_statistic as select * from (values
    ('UA05020030000031457', date '2025-12-31', true, true, 1::bigint, 12::bigint, 1::bigint, 0::bigint, 340::bigint, 500000.0::double, 11::bigint, 3::bigint, 800::bigint, 100::bigint),
    ('UA05020010000053508', date '2025-12-31', true, false, 1, 1, 0, 0, 2, null, null, null, null, null)) v(community_id, edition, has_petitions, has_budget, councils, petitions, petitions_active, petitions_pending, petition_votes, budget_uah, projects, winners, online_votes, offline_votes);
create table metric.D5_1 as select 'UA05000000000010236' as territory_id, 'oblast' as level, '2025' as period, 2.6::double as value, 2::bigint as n;
create table metric.D5_2 as select 'UA05000000000010236' as territory_id, 'oblast' as level, '2025' as period, 1.1::double as value, 2::bigint as n;
create table metric.D5_3 as select 'UA05000000000010236' as territory_id, 'oblast' as level, '2025' as period, 83.0::double as value, 1::bigint as n;
create table metric.D5_7 as select 'UA05000000000010236' as territory_id, 'oblast' as level, '2025' as period, 70.0::double as value, 1::bigint as n;
create table mart.methodology as select 'D1.1' as indicator_id, 'D1' as dim, 'Статут громади' as name_uk, 'Statute' as name_en, '0 none; 1 some' as definition, 'ord 0–3' as unit, '+' as direction, 0.0::double as lo, 3.0::double as hi, 0.15::double as weight, 2::bigint as tier, 'B,H' as level, 'A' as period, 'x' as source, 'нічого' as has_uk, 'nothing' as has_en, 'тексти' as needs_uk, 'texts' as needs_en, false as held;
create table mart.country_value as select * from (values
('egov.0', 'eGovernment Benchmark: загальна оцінка', 'eGovernment Benchmark: overall score', 'UA', 'Україна', 'Ukraine', 2023::bigint, '2023', 51.0::double), ('egov.0', 'eGovernment Benchmark: загальна оцінка', 'eGovernment Benchmark: overall score', 'EU27', 'ЄС-27', 'EU27', 2023, '2023', 74.6),
('un.egdi', 'EGDI', 'EGDI', 'UA', 'Україна', 'Ukraine', 2022, 'all', 0.8029), ('un.rank', 'Місце', 'Rank', 'UA', 'Україна', 'Ukraine', 2022, 'all', 46), ('desi.total', 'DESI', 'DESI', 'FI', 'Фінляндія', 'Finland', 2022, 'all', 69.6), ('estat.i_dsk2_bab', 'Навички', 'Skills', 'FI', 'Фінляндія', 'Finland', 2023, 'PC_IND', 82)) v(indicator_id, indicator_uk, indicator_en, country_code, country_uk, country_en, year, breakdown, value);
create table metric.survey_group as select * from (values ('ess10_ua', 'internet_daily', 'age', '18_39', 0.896::double, 443::bigint, null, 0.86::double, 0.92::double), ('ess10_ua', 'internet_daily', 'age', '60_plus', 0.44, 400, null, 0.39, 0.49), ('ess10_ua', 'internet_daily', 'age', '15_17', null, 24, 'c', null, null)) v(survey, item, group_by, group_id, share, n, obs_status, low, high);
alter table mart.country_value add column source_id varchar;
update mart.country_value set source_id = case split_part(indicator_id, '.', 1) when 'gtmi' then 'gtmi_2022' when 'desi' then 'desi_2022' when 'un' then 'un_egdi' else 'egov_benchmark' end;
create table mart.internet_use as select 'UA' as country_code, 'Україна' as country_uk, 'Ukraine' as country_en, 'female' as sex, '16-74' as age, 2019::bigint as year, 71.8::double as value, null::varchar as obs_status;
create table mart.data_quality as select 'edem' as source_id, 'edem.csv' as file, 331::bigint as rows_in, 330::bigint as loaded, 1::bigint as quarantined, 0::bigint as skipped, null::varchar as skipped_rules, 'parsed' as origin, repeat('ab', 32) as sha256, 1000::bigint as size_bytes, 330::bigint as facts, '2026-11-24T09:00:01Z' as accessed;
create table mart.ended_row as select 'edem' as source_id, 'b1' as row_key, 'Комітет' as name, 'UA05020010000053508' as community_id, date '2026-11-24' as ended_on, 'missing_upstream' as ended_reason;
create table metric.issue as select 'refused:edem' as issue_id, 'edem' as source_id, 'refused' as kind, 'notice' as severity, '2026-11-24' as since, 1::bigint as number, null::varchar as what_uk, null::varchar as what_en, 'джерело для перевірки' as todo_uk, 'an invented source' as todo_en;
create table mart.quarantine as select 'edem' as source_id, 'edem.csv' as file, 7::bigint as line, 'name' as "column", 'x' as value, 'not in <enum>' as reason, 'row' as scope;
create table mart.dimension as select 'D1' as dim, 'Нормативна база' as name_uk, 'Legal framework' as name_en, 0.1::double as weight, 'недосконала нормативна база' as cause_uk, 'imperfect legal framework' as cause_en, null::varchar as mechanism_uk, null::varchar as mechanism_en, null::varchar as divide_level, null::varchar as mechanism_ids;
create table mart.eu_distance as select 'unece.weekly_internet' as indicator_id, 'female' as sex, 2019::bigint as year, 71.8::double as ua, 85.0::double as eu, -13.2::double as distance, 6.4::double as years_behind, '' as obs_status;
create table mart.igov_city as select 'UA05020030010063857' as territory_id, 'UA05020030000031457' as community_id, 25::bigint as services;
alter table mart.country_value add column obs_status varchar;
insert into mart.country_value select 'estat.ict_specialists', 'ІКТ', 'ICT', 'C' || i, 'Країна ' || i, 'Country ' || i, 2022, 'F', 10 + i, 'eurostat_ict_specialists', 'be' from range(25) t(i);
insert into mart.country_value values ('estat.ict_specialists', 'ІКТ', 'ICT', 'EU27', 'ЄС-27', 'EU27', 2022, 'F', 18.9, 'eurostat_ict_specialists', null);
create table mart.official_index as select * from (values ('region_index', '2022-2023', 1::bigint, 'Україна', 'country', null::varchar, 'загальний', '2023', 63.2::double), ('region_index', '2024', 2, 'Україна', 'country', null, 'загальний', '2024', 49.7), ('region_index', '2025', 3, 'Україна', 'country', null, 'загальний', '2025-Q1', 30)) v(index_id, segment, row, territory, level, territory_id, component, period, percent_of_scale);
create table mart.obligatory_topic as select 'annex_61' as topic, 'Тарифи <b>' as name_uk, 'Tariffs </script>' as name_en, 'Постанова' as legal_base;
create table mart.open_dataset as select 'd1' as dataset_id, 'UA05020030000031457' as community_id, 'annex_61' as topic, date '2026-01-15' as as_of;
create table mart.open_data_freshness as select 'd1' as dataset_id, 'UA05020030000031457' as community_id, 'annex_61' as topic, date '2026-01-15' as as_of, true as fresh, 0::bigint as days_overdue;
alter table mart.cnap_point add column match_method varchar;
alter table mart.cnap_point add column match_reason varchar;
update mart.cnap_point set match_method = 'address';
alter table mart.figure add column row bigint;
alter table mart.figure add column rank bigint;
alter table mart.figure add column confidence varchar default 'seen';
update mart.figure set row = rowid;
alter table mart.cnap_community add column known_points bigint;
update mart.cnap_community set known_points = points;
create table mart.unmatched as select 'edem' as source_id, 7::bigint as record, 'покровська' as name_uk, 'Дніпропетровська' as oblast_uk, 'ambiguous' as reason;
alter table mart.oblast add column residents bigint;
alter table mart.oblast add column residents_urban_share double;
alter table mart.oblast add column residents_60_share double;
update mart.oblast set residents = 2910994, residents_urban_share = 1, residents_60_share = 0.2 where communities = 0;
alter table mart.cnap_community add column units bigint default 0;
alter table mart.community_context add column administration_share double default 0.21;
alter table mart.community_context add column expense_year bigint default 2022;
alter table mart.community_context add column tax_capacity double default 0.8;
alter table mart.community_context add column basic_subsidy_per_resident_uah double default 300.25;
alter table mart.community_context add column reverse_subsidy_per_resident_uah double default 0;
alter table mart.community_context add column school_subvention_per_resident_uah double default 2600.5;
alter table mart.community_context add column administration_per_resident_uah double default 1400;
alter table mart.community_context add column fund_per_resident_2015_uah double default 171.5;
alter table mart.community_context add column declarations_per_100 double default 82.3;
alter table mart.community_context add column mountain_settlements bigint default 0;
create table mart.cnap_coverage as select 'community' as level, community_id as territory_id, points, known_points, centres + units as scorable_points, centres as known_scorable_points from mart.cnap_community;
alter table metric.observation add column newest boolean default true;
alter table metric.summary add column newest boolean default true;
alter table metric.inequality add column newest boolean default true;
alter table metric.inequality add column scale_type varchar;
update metric.inequality set scale_type = if(indicator_id = 'open.own_revenue_per_resident', 'ratio', 'bounded');
insert into metric.inequality by name select indicator_id, period, 'mean' as measure, 'none' as weighting, '' as group_by, '' as group_id, 40.0 as value, n, 0 as excluded, true as newest, scale_type from metric.inequality where measure = 'gini' and weighting = 'none';
alter table metric.lorenz add column newest boolean default true;
create table mart.body as select * from (values
('edr-14360570', '14360570', 'Будинковий комітет № 5', 'Budynkovyi komitet No 5', 'house', 'legal_person', 'active', 'active', date '2019-03-01', date '2024-05-20', date '2029-05-20', date '2019-05-01', null::date, date '2025-11-12', 'report', 320::bigint, true, true, 10500.5::double, 'https://rada.example.org/osn/5', 'вул. Зразкова', 'UA05020030010063857', 'UA05020030000031457', 'Вінниця', null::varchar, date '2026-01-15', 'edr osn_register_table'),
('osn-0502003-002', null, '</script><img src=x onerror=alert(1)> __f__alert(2)__f__', 'Hostile', 'other', 'notified', null, 'expired', null, null, date '2024-01-01', null, null, null, null, null, false, false, null, 'javascript:alert(1)', '<script>alert(1)</script>', 'UA05020030000031457', 'UA05020030000031457', null, '"><b>', date '2026-01-15', 'osn_register_table'),
('edr-43220851', '43220851', 'Сільський комітет «Зразкове»', 'Silskyi komitet «Zrazkove»', 'village', 'legal_person', 'active', 'legalized', null, null, null, date '2010-01-01', null, null, null, null, null, null, null, null, null, 'UA07010010000000001', 'UA07010010000000001', 'Зразкове', null, date '2026-01-15', 'edr'),
('osn-x0123456789ab', null, 'Вуличний комітет «Нічий»', 'Vulychnyi komitet «Nichyi»', 'street', 'unknown', null, 'unknown', null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, 'osn_register_pages')
) v(osn_id, edrpou, name_uk, name_en, body_type, legal_status, edr_status, status, permit_date, elected_date, term_end, registered_date, end_date, evidence_date, evidence, residents, delegated, funded, delegated_funds_uah, page_url, territory_uk, territory_id, community_id, settlement_uk, district_uk, as_of, sources);
alter table mart.body add column form_860 boolean;
create table mart.body_community as select c.community_id, case c.community_id when 'UA05020030000031457' then 'register' when 'UA05020010000053508' then 'register' when 'UA07010010000000001' then 'partly' else 'unknown' end as coverage,
case c.community_id when 'UA05020030000031457' then 2::bigint when 'UA05020010000053508' then 0 when 'UA07010010000000001' then 1 end as bodies, case c.community_id when 'UA05020030000031457' then 1::bigint when 'UA05020010000053508' then 0 when 'UA07010010000000001' then 0 end as active,
case c.community_id when 'UA05020030000031457' then 1::bigint when 'UA05020010000053508' then 0 when 'UA07010010000000001' then 0 end as legal_persons, case c.community_id when 'UA05020030000031457' then 1::bigint when 'UA05020010000053508' then 0 when 'UA07010010000000001' then 0 end as funded,
case c.community_id when 'UA05020030000031457' then 320::bigint when 'UA05020010000053508' then 0 end as residents, case c.community_id when 'UA05020030000031457' then 0::bigint end as residents_unknown, case c.community_id when 'UA05020030000031457' then date '2026-01-15' end as as_of,
case c.community_id when 'UA05020030000031457' then 'edr osn_register_table' when 'UA05020010000053508' then 'osn_register_cards' when 'UA07010010000000001' then 'edr' end as sources from mart.community c;
create table mart.body_power as select * from (values ('edr-14360570', 'own', 1::bigint, 'благоустрій'), ('edr-14360570', 'delegated', 1, '<b>нагляд</b>')) v(osn_id, power_type, power_no, power_uk);
create table mart.body_service as select * from (values ('edr-14360570', 'S01', 'S01', 'Облік мешканців', 'P', 'own', 'phone web'), ('edr-14360570', '<i>Інше</i>', null, '<i>Інше</i>', null, null, null)) v(osn_id, offer, service_id, service_uk, role, power, channels);
create table metric.dmi_b_score as select 'edr-14360570' as unit_id, 'body' as level, '2025' as period, 'dmi_b' as node_id, 41.5::double as value, 'B' as grade;
alter table mart.methodology add column counterparts varchar;
create table metric.indicator as select * from (values ('D1.1', 'D1', 1::bigint, true, null, null, 0::bigint, 0::bigint), ('D8.2', 'D8', 2, true, 'oblast', '2025', 1, 2), ('open.cnap_saturday', 'cnap', 3, false, 'community', '2025', 2, 1), ('open.edem_tools', 'e_democracy', 4, false, 'community', '2022-09', 3, 1), ('open.own_revenue_per_resident', 'money', 5, false, 'community', '2021', 3, 1)) v(indicator_id, group_id, position, awaited, shown, period, units, periods);
alter table metric.indicator add column scale_type varchar;
alter table metric.indicator add column within_period varchar;
alter table metric.indicator add column within_lacking boolean default false;
update metric.indicator set scale_type = case indicator_id when 'open.cnap_saturday' then 'binary' when 'open.edem_tools' then 'count' when 'open.own_revenue_per_resident' then 'ratio' else 'bounded' end;
insert into metric.observation values ('UA05000000000010236', 'oblast', '2025', 'D8.2', 61, null, null, 800, '', 57, 65, 'edem', '1', true), ('UA', 'country', '2023', 'D8.2', 55, null, null, 1, '', null, null, 'edem', '1', false), ('UA', 'country', '2025', 'D8.2', 61, null, null, 1, '', null, null, 'edem', '1', true);
create table metric.dmi_score (unit_id varchar, level varchar, period varchar, node_id varchar, value double, value_gmean double, value_amean double, coverage double, grade varchar, rank bigint, ranked bigint);
insert into metric.dmi_score values
('UA05020030000031457', 'community', '2024', 'dmi', 40, 40, 40, 0.9, 'A', 1, 1),
('UA05020030000031457', 'community', '2024', 'D1', 50, 50, 50, 0.9, 'A', null, null),
('UA05020030000031457', 'community', '2025', 'dmi', 48.5, 48.5, 50, 0.9, 'A', 1, 2),
('UA05020030000031457', 'community', '2025', 'D1', 50, 50, 50, 0.9, 'A', null, null),
('UA05020030000031457', 'community', '2025', 'D3', 70, 70, 70, 0.9, 'A', null, null),
('UA05020030000031457', 'community', '2025', 'D6', 30, 30, 30, 0.9, 'A', null, null),
('UA05020010000053508', 'community', '2025', 'dmi', 20, 20, 22, 0.9, 'C', 2, 2),
('UA05020010000053508', 'community', '2025', 'D1', 10, 10, 10, 0.9, 'C', null, null),
('UA05020010000053508', 'community', '2025', 'D3', 40, 40, 40, 0.9, 'C', null, null),
('UA05020010000053508', 'community', '2025', 'D6', 15, 15, 15, 0.9, 'C', null, null),
('UA05020050000099999', 'community', '2025', 'dmi', null, null, null, 0.1, 'D', null, null),
('UA05020050000099999', 'community', '2025', 'D1', 10, 10, 10, 0.1, 'D', null, null),
('UA05000000000010236', 'oblast', '2025', 'dmi', 45, 45, 47, 0.9, 'A', null, null),
('UA05000000000010236', 'oblast', '2025', 'D1', 48, 48, 48, 0.9, 'A', null, null),
('UA05000000000010236', 'oblast', '2025', 'D3', 66, 66, 66, 0.9, 'A', null, null),
('UA05000000000010236', 'oblast', '2025', 'D6', null, null, null, 0.9, 'A', null, null),
('UA', 'country', '2024', 'dmi', 41, 41, 41, 0.9, 'A', null, null),
('UA', 'country', '2024', 'D1', 48, 48, 48, 0.9, 'A', null, null),
('UA', 'country', '2025', 'dmi', 45, 45, 47, 0.9, 'A', null, null),
('UA', 'country', '2025', 'D1', 48, 48, 48, 0.9, 'A', null, null),
('UA', 'country', '2025', 'D3', 66, 66, 66, 0.9, 'A', null, null),
('UA', 'country', '2025', 'D6', 29, 29, 29, 0.9, 'A', null, null);
create table metric.dmi_core_score as select unit_id, level, period, 'dmi_core' as node_id, value + 2 as value, grade, rank, ranked from metric.dmi_score where node_id = 'dmi' and level = 'community';
create table metric.sqi_score (unit_id varchar, level varchar, period varchar, node_id varchar, value double, value_gmean double, value_amean double, coverage double, grade varchar, rank bigint, ranked bigint);
insert into metric.sqi_score values
('UA05020030000031457', 'community', '2025', 'sqi', 61.5, 61.5, 61.5, 0.9, 'A', 1, 2),
('UA05020030000031457', 'community', '2025', 'SQI.S', 70, 70, 70, 0.9, 'A', null, null),
('UA05020030000031457', 'community', '2025', 'SQI.E', 60, 60, 60, 0.9, 'A', null, null),
('UA05020010000053508', 'community', '2025', 'sqi', 30, 30, 30, 0.9, 'A', 2, 2),
('UA05020010000053508', 'community', '2025', 'SQI.S', 30, 30, 30, 0.9, 'A', null, null),
('UA05020010000053508', 'community', '2025', 'SQI.E', 30, 30, 30, 0.9, 'A', null, null),
('UA05020050000099999', 'community', '2025', 'SQI.A', 44, 44, 44, 0.9, 'A', null, null);
create table metric.dmi_interval as select unit_id, level, period, 'D1+D3+D6' as basis, value, value - 4 as low, value as median, value + 4 as high, rank, 1.0::double as rank_low, 1.0::double as rank_median, 2.0::double as rank_high, if(value < 40, 'D', 'C') as band, if(value < 40, 'D', 'C') as band_low, if(value < 40, 'D', 'C') as band_high, 1::bigint as bands, 0.8::double as band_share, value as value_equal, rank as rank_equal, value as value_bod, rank as rank_bod, if(level = 'community', 'rural:5k_10k', null) as peer_group, 8::bigint as peers, rank as peer_rank, value as peer_median, value as peer_best from metric.dmi_score where node_id = 'dmi' and value is not null;
create table metric.dmi_loss as select unit_id, level, period, node_id, 100 - value as gap, 1.0 / 3 as loss_share, node_id = 'D6' as dominant from metric.dmi_score where length(node_id) = 2 and value is not null and unit_id <> 'UA05020050000099999';
create table metric.dmi_change as select * from (values ('UA05020030000031457', 'community', '2025', '2024', 8.5::double, 2.0::double, 12.0::double, 'up'), ('UA', 'country', '2025', '2024', 4.0, -1.0, 6.0, 'unclear')) v(unit_id, level, period, period_before, change, low, high, verdict);
insert into metric.summary values ('dmi', '2024', 'all', 'all', 1, 3, 40, 40, 40, 40, 40, 40, 40, false), ('dmi', '2025', 'all', 'all', 2, 2, 34, 46, 34, 22, 46, 20, 48.5, true), ('dmi', '2025', 'oblast', 'UA05000000000010236', 2, 1, 34, 46, 34, 22, 46, 20, 48.5, true);
alter table mart.dimension add column cause_id varchar default 'C1';
create table mart.step_rule as select 'd1_1' as rule_id, 'D1.1' as indicator_id, 2::bigint as priority, 'M2' as mechanism_id, 'внести <b>до</b> статуту' as step_uk, 'put <b>into</b> the statute' as step_en;
create table metric.advice as select 'UA05020030000031457' as community_id, '2025' as period, 1::bigint as place, 'D1.1' as indicator_id, 33.0::double as score, 2.5::double as gain, 'd1_1' as rule_id, 'M2' as mechanism_id;
create table metric.ladder as select * from (values ('oblast', 'L1', '2024', 'population', 60.0::double, 0.05::double, 0.01::double, 24::bigint), ('oblast', 'L1', '2025', 'population', 66.0, 0.04, 0.01, 24), ('oblast', 'L3', '2025', 'population', 50.0, 0.11, 0.03, 24)) v(level, rung, period, weighting, mean, gini, atkinson_1, n);
create table metric.gap as select * from (values ('open.own_revenue_per_resident', '2021', 'urban_rural', 'none', 9000.0::double, 5000.0::double, 4000.0::double, 3000.0::double, 5000.0::double, 1.8::double, 2::bigint, 2::bigint, null::double, '', true), ('dmi', '2025', 'urban_rural', 'none', 48.5, 20.0, 28.5, 20.0, 30.0, 2.4, 1, 1, 12.0, 'within', true)) v(indicator_id, period, pair, weighting, mean_a, mean_b, gap, low, high, ratio, n_a, n_b, years_to_close, closing, newest);
create table if not exists mart.service_stage as select * from (values ('edr-14360570', 'body', '2025', 'S01', true, 3::bigint, 'web phone')) v(unit_id, level, period, service_id, offered, stage, channels);

create table mart.audit_rule (check_id varchar, block varchar, title_uk varchar, title_en varchar, pattern varchar, standard_uk varchar, standard_en varchar, url varchar);
insert into mart.audit_rule values
    ('L01', 'A2', 'контакти', 'contacts', 'контакт', 'закон', 'law', 'https://zakon.example/1'),
    ('L02', 'A2', 'години роботи', 'working hours', 'графік', 'закон', 'law', 'javascript:alert(1)'),
    ('A4.alt', 'A4', 'зображення мають alt', 'images have alt', null, 'WCAG', 'WCAG', null);
create table mart.audit_check (unit_id varchar, level varchar, date date, period varchar, site varchar, check_id varchar, block varchar, result varchar, evidence_url varchar, sha256 varchar, matched varchar);
insert into mart.audit_check
select 'UA05020030000031457', 'community', date '2025-11-20', '2025-Q4', 'https://a.example/<script>alert(1)</script>', v.c, v.b, v.r, v.e, null, '<script>alert(2)</script>'
from (values ('L01', 'A2', 'pass', 'https://a.example/"><script>alert(3)</script>'), ('L02', 'A2', 'fail', 'javascript:alert(4)'), ('A4.alt', 'A4', 'fail', 'javascript:alert(5)')) v(c, b, r, e);
create table metric.case_metric as select unit_id, level, period, metric, value::double as value, null::double as low, null::double as high, 200::bigint as n, '' as obs_status, 'case_log' as source_id from (values ('UA', 'country', '2025', 'cases', 1200), ('UA', 'country', '2025', 'E1', 0.86), ('UA', 'country', '2025', 'p50', 6), ('UA', 'country', '2025', 'p90', 21), ('UA', 'country', '2025', 'E3', 0.04), ('UA', 'country', '2025', 'E5', 0.5), ('UA05020030000031457', 'community', '2025', 'cases', 300), ('UA05020030000031457', 'community', '2025', 'on_time', 0.9), ('UA05020030000031457', 'community', '2025', 'E', 71.5), ('UA05020030000031457', 'community', '2025', 'p50', 5)) v(unit_id, level, period, metric, value);
create table metric.case_time as select 'UA' as unit_id, 'country' as level, period, ratio::double as ratio, share::double as share, 1200::bigint as n, 'case_log' as source_id from (values ('2024', 0.5, 40), ('2024', 1.0, 85), ('2025', 0.5, 45), ('2025', 1.0, 88)) v(period, ratio, share);
create table metric.survey_unit as select unit_id, level, period, metric, value::double as value, value - 3.0::double as low, value + 3.0::double as high, 300::bigint as n, '' as obs_status, 'unweighted' as basis from (values ('UA', 'country', '2025', 'csat', 64.0), ('UA', 'country', '2025-Q1', 'csat', 61.0), ('UA', 'country', '2025-Q2', 'csat', 66.0), ('UA', 'country', '2025-Q1', 'nps', -5.0), ('UA', 'country', '2025-Q2', 'nps', 4.0), ('UA05020030000031457', 'community', '2025', 'csat', 70.0), ('UA05020030000031457', 'community', '2025', 'S', 66.6)) v(unit_id, level, period, metric, value);
create table metric.survey_dimension as select 'UA' as unit_id, 'country' as level, '2025' as period, dimension, mean_p::double as mean_p, mean_e::double as mean_e, (mean_p - mean_e)::double as gap, -1.2::double as low, -0.6::double as high, 70.0::double as s, 0.8::double as alpha, 0.8::double as omega, 'fine' as reliability, 300::bigint as n, '' as obs_status from (values ('R', 5.4, 6.3), ('T', 5.1, 6.2), ('E', 5.6, 6.4)) v(dimension, mean_p, mean_e);
create table mart.petition as select * from (values ('pet-0000000000000001', 'UA05020030000031457', 'petition_site', '<b>ЖКГ</b>', date '2024-03-05', 312::bigint, 250::bigint, 'answered', true, date '2024-04-22', date '2024-04-24', true, false), ('pet-0000000000000002', 'UA05020030000031457', 'rec835_petition', null, date '2025-03-05', 12, null, 'closed_insufficient', false, null, null, null, false)) v(petition_id, community_id, source_id, category, started_on, signatures, threshold, status, reached, answered_on, due_on, in_time, code_differs);
create table mart.budget_project as select 'pb-0000000000000001' as project_id, 'UA05020030000031457' as community_id, 'малий' as size, 'локальний' as scope, 'done' as status, 250::bigint as votes, null::bigint as votes_counted, date '2025-11-01' as decided_on, 2025::bigint as year, 20600.5::double as planned_uah, 20000.0::double as actual_uah, false as code_differs;
create table metric.appeal as select 'UA05020030000031457' as community_id, '2025-01' as month, 'Запит' as appeal_type, '</script>' as topic, 15::bigint as appeals, 5::bigint as done, '' as obs_status;
create table mart.building_accessibility as select 'bld-0000000000000001' as building_id, 'UA05020030000031457' as community_id, date '2025-01-31' as checked_on, 3::bigint as norms, 3::bigint as norms_met, true as accessible, false as code_differs;
create table metric.D7_2 as select 'UA' as territory_id, 'country' as level, period, value::double as value from (values ('2024', 1.2), ('2025', 1.5)) v(period, value);
create table metric.D7_3 as select 'UA' as territory_id, 'country' as level, '2025' as period, 84.0::double as value;
create table metric.D7_5 as select 'UA' as territory_id, 'country' as level, '2025' as period, 6.0::double as value;
alter table metric.gap add column odds_ratio double;
alter table metric.gap add column odds_low double;
alter table metric.gap add column odds_high double;
insert into metric.gap values ('open.cnap_saturday', '../2025', 'urban_rural', 'none', 45, 3, 42, 30, 52, 15, 102, 281, null, '', true, 24.83, 11.1, 50.2),
('open.own_revenue_per_resident', '2021', 'rear_front', 'none', 6297.05, 6929.11, -632.06, -1349.4, -12.5, 0.91, 1140, 123, null, '', true, null, null, null),
('open.cnap_saturday', '../2025', 'rear_front', 'none', 15.85, 29.33, -13.48, null, null, 0.54, 738, 75, null, '', true, 0.45, null, null),
('open.own_revenue_per_resident', '2021', 'best_worst', 'none', 43173.9, 1338.3, 41835.6, null, null, 32.3, 5, 5, null, '', true, null, null, null);
create table metric.extreme as select * from (values ('open.own_revenue_per_resident', '2021', 'best', 1::bigint, 'UA05020030000031457', 10242.4::double, 0::bigint, 1263::bigint), ('open.own_revenue_per_resident', '2021', 'best', 2, 'tied', 5466.1, 21, 1263),
('open.own_revenue_per_resident', '2021', 'worst', 1, 'UA05020010000053508', 5466.1, 0, 1263)) v(indicator_id, period, side, place, territory_id, value, tied, n);
create table metric.concentration as select 'open.cnap_saturday' as indicator_id, '../2025' as period, w.weighting, p.p, p.p * p.p as l, 813::bigint as n from (values ('none'), ('population')) w(weighting), (values (0.0::double), (0.5), (1.0)) p(p);
insert into metric.inequality by name select * from (values ('open.cnap_saturday', '../2025', 'erreygers', 'none', '', '', 0.12, 0.06, 0.17, 813, 0, true, 'binary'), ('open.cnap_saturday', '../2025', 'erreygers', 'population', '', '', 0.51, null, null, 813, 0, true, 'binary')) v(indicator_id, period, measure, weighting, group_by, group_id, value, low, high, n, excluded, newest, scale_type);
create table mart.spending_year as select * from (values
    ('UA05020030000031457', 2021::bigint, 5000000000.0::double, 7373000.0::double, 0.0::double, 400000000.0::double),
    ('UA05020010000053508', 2021, 90000000, 0, 250000, 9000000)) v(community_id, year, total_uah, informatization_uah, broadband_uah, administration_uah);
create table mart.spending_structure as
with unit(level, unit_id, total, asked) as (values
    ('community', 'UA05020030000031457', 5000000000.0::double, 1::bigint), ('community', 'UA05020010000053508', 90000000, 1), ('oblast', 'UA05000000000010236', 5090000000, 2), ('country', 'UA', 5090000000, 2)),
code(kind, code, name_uk, name_en, part) as (values
    ('function', '0900', 'освіта', 'education', 0.5::double), ('function', '0100', 'загальнодержавні функції', 'general public services', 0.5),
    ('economic', '2110', 'оплата праці', 'wages', 1), ('programme', '7520', 'програма інформатизації', 'informatization', 0))
select level, unit_id, 2021::bigint as year, kind, code, name_uk, name_en, part * total as amount_uah, 100 * part as share, part * total / 370000 as per_resident, asked as communities, asked from unit cross join code;
create table mart.budget_revenue as select 'UA05020030000031457' as community_id, 2024::bigint as year, 6000000000.0::double as own_uah, 'cities' as basis;
create table mart.national_value as select 'D8.2' as indicator_id, 'skills' as topic, 1::bigint as row, 'дорослі з навичками' as what_uk, 'adults with skills' as what_en, '2025' as period, 57.0::double as value, null::varchar as obs_status, '%' as unit, 'https://example.org/n' as url, 'вік 18–70' as note_uk, 'ages 18–70' as note_en
    union all select 'D8.2', 'skills', 2, 'дорослі з навичками', 'adults with skills', '2025', 58.0, null, '%', 'https://example.org/m', 'вік 18–70', 'ages 18–70';
create table mart.speed_raion as select * from (values
    ('UA05020000000026686', 'UA0502', 'raion', 'Вінницький', 'Vinnytskyi', 'UA05000000000010236', false, '2019-Q1', 20.5::double, 20.0::double, 9.0::double),
    ('UA05020000000026686', 'UA0502', 'raion', 'Вінницький', 'Vinnytskyi', 'UA05000000000010236', false, '2021-Q4', 50.5, 40, 8),
    ('UA05020000000026686', 'UA0502', 'raion', 'Вінницький', 'Vinnytskyi', 'UA05000000000010236', false, '2022-Q2', 48.5, 40, 8),
    ('UA05040000000050292', 'UA0504', 'raion', 'Гайсинський', 'Haisynskyi', 'UA05000000000010236', false, '2021-Q4', 41.5, 40, 8)) v(territory_id, pcode, level, name_uk, name_en, oblast_id, occupied, quarter, download_mbps, upload_mbps, latency_ms);
create table mart.speed_country as select * from (values
    ('UA', 'Україна', 'Ukraine', '2019-Q1', 38.6::double, 9.0::double, 1.0::double, 0.0::double, 12::bigint, 25.0::double, 25.0::double, 7.0::double, 56.0::double, 0.189::double, 0.059::double, 0.025::double, 0.034::double, 5::bigint),
    ('UA', 'Україна', 'Ukraine', '2021-Q4', 67.1, 8, 1, 0, 12, 49, 46, 27, 104, 0.148, 0.036, 0.018, 0.018, 5),
    ('RO', 'Румунія', 'Romania', '2021-Q4', 177.4, 8, 2.64, 110.3, 42, 170, 172, 119, 209, 0.071, 0.008, 0.003, 0.005, 8)) v(country_code, name_uk, name_en, quarter, download_mbps, latency_ms, to_ukraine, ahead_mbps, regions, region_mean, region_median, region_min, region_max, gini, theil_t, theil_between, theil_within, larger_regions);
create table mart.speed_convergence as select 'UA' as country_code, '2019-Q1' as from_quarter, '2021-Q4' as to_quarter, 12::bigint as regions, -0.2::double as beta, 0.5::double as r2, 0.36::double as sigma_from, 0.26::double as sigma_to;
create table mart.country_standing as select source_id, indicator_id, indicator_uk, indicator_en, year, 'all' as breakdown, value as ukraine, null::varchar as obs_status, 27::bigint as eu_countries, value + 0.05 as eu_median, 193::bigint as countries, value - 0.1 as median, 30::bigint as place
    from mart.country_value where country_code = 'UA' and indicator_id like 'un.%';
