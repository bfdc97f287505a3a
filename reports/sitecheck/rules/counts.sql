-- An oblast has as many communities and residents as the table of communities gives it.
with e as (select oblast_id, count(*) as communities, count(*) filter (is_ranked) as ranked, sum(population)::bigint as population from communities where kind is distinct from 'city' group by 1)
select 'oblasts ' || oblast_id as at, o.communities || ' communities, ' || o.ranked || ' ranked, ' || coalesce(o.population, 0) || ' residents' as says, e.communities || ', ' || e.ranked || ', ' || coalesce(e.population, 0) as but
from oblasts o left join e using (oblast_id) where (o.communities, o.ranked) is distinct from (coalesce(e.communities, 0), coalesce(e.ranked, 0)) or o.population is distinct from e.population

-- The table of residents by age and sex sums to those of an oblast.
with e as (select territory_id as oblast_id, sum(residents) as residents, sum(residents) filter (settlement = 'urban') / sum(residents) as urban, sum(residents) filter (age_from >= 60) / sum(residents) as old from resident_population group by 1)
select 'oblasts ' || oblast_id || ' residents' as at, o.residents as says, e.residents as but from oblasts o join e using (oblast_id) where o.residents <> e.residents
union all
select 'oblasts ' || oblast_id || ' shares', o.residents_urban_share || ', ' || o.residents_60_share, e.urban || ', ' || e.old from oblasts o join e using (oblast_id) where abs(o.residents_urban_share - e.urban) > 2e-6 or abs(o.residents_60_share - e.old) > 2e-6
union all
select 'resident_population ' || territory_id || ' ' || settlement || ' ' || age || ' ' || sex, share, residents / sum(residents) over () from resident_population qualify abs(share - residents / sum(residents) over ()) > 1e-9

-- Revenue is own revenue and transfers; the tax of the military is part of own revenue.
select 'budgets ' || community_id || ' ' || year as at, income_total_uah as says, income_own_uah + transfers_uah as but from budgets where abs(income_total_uah - income_own_uah - transfers_uah) > 0.02
union all
select 'budgets ' || community_id || ' ' || year || ' military', military_tax_uah, 'no more than ' || income_own_uah from budgets where military_tax_uah > greatest(0, income_own_uah) + 0.02
union all
select 'budgets ' || community_id || ' ' || year || ' population', b.population, c.population from budgets b join communities c using (community_id) where b.population <> c.population

-- Own revenue per resident is own revenue by residents.
select 'budgets ' || b.community_id || ' ' || b.year as at, b.income_own_uah / b.population as says, v.value as but
from budgets b join indicator_values v on v.territory_id = b.community_id and v.period = b.year::varchar and v.level = 'community' and v.indicator_id = 'open.own_revenue_per_resident'
where abs(v.value - b.income_own_uah / b.population) > 1e-4

-- What a community's service points have is counted from the points.
with e as (
    select community_id, count(*) as points, count(*) filter (kind = 'centre') as centres, count(*) filter (kind = 'territorial_unit') as units, count(*) filter (kind in ('remote_workplace', 'mobile')) as remote, count(*) filter (known) as known_points, sum(workers)::bigint as workers, max(hours_week) as hours,
        bool_or(saturday) as saturday, bool_or(evening) as evening, bool_or(online_booking) as booking, bool_or(card_payment) as card, bool_or(self_service) as self, bool_or(braille) as braille, bool_or(accessible_sanitary_room) as sanitary
    from cnap_points where community_id is not null group by 1
)
select 'cnap_communities ' || community_id as at, k.points || ' points, ' || k.centres || ' centres, ' || k.units || ' units, ' || k.remote || ' remote, ' || k.known_points || ' known' as says, e.points || ', ' || e.centres || ', ' || e.units || ', ' || e.remote || ', ' || e.known_points as but
from cnap_communities k join e using (community_id) where (k.points, k.centres, k.units, k.remote, k.known_points) is distinct from (e.points, e.centres, e.units, e.remote, e.known_points)
union all
select 'cnap_communities ' || community_id || ' workers, hours', k.workers || ', ' || k.hours_week_max, e.workers || ', ' || e.hours from cnap_communities k join e using (community_id) where k.workers <> e.workers or k.hours_week_max <> e.hours
union all
select 'cnap_communities ' || community_id, k.status, e.points || ' points' from cnap_communities k left join e using (community_id) where (k.status = 'present') <> (e.points is not null)

-- The yes-or-no indicators of service points say what the table of communities says.
with k as (unpivot (select community_id, saturday::int as "open.cnap_saturday", online_booking::int as "open.cnap_booking", card_payment::int as "open.cnap_card_payment", braille::int as "open.cnap_braille", self_service::int as "open.cnap_self_service", accessible_sanitary_room::int as "open.cnap_accessible", hours_week_max::double as "open.cnap_hours_week" from cnap_communities)
    on columns(* exclude community_id) into name indicator_id value says)
select 'cnap_communities ' || k.community_id || ' ' || k.indicator_id as at, k.says, v.value as but from k join indicator_values v on v.territory_id = k.community_id and v.indicator_id = k.indicator_id and v.level = 'community' and v.value is not null where v.value not in (k.says, 100 * k.says)

-- A point's parts are what it states, by the weights and bounds of the index.
with n as (select node_id, parent_id, weight, lo, hi from indices where index_id = 'service_conditions' and parent_id in ('responsiveness', 'empathy', 'tangibles')),
t as (unpivot (select point_id, columns(* exclude (point_id, community_id, oblast_id, match_method, match_score, match_reason, kind, name_uk, settlement_uk, known))::double from cnap_points where known) on columns(* exclude point_id) into name node_id value v),
e as (select point_id, parent_id, sum(weight * 100 * least(greatest((v - lo) / (hi - lo), 0), 1)) / sum(weight) as part, count(*) as n from t join n using (node_id) group by all),
p as (unpivot service_conditions_points on responsiveness, empathy, tangibles into name parent_id value part)
select 'cnap_points ' || point_id as at, e.part as says, p.part as but from e join p using (point_id, parent_id) where abs(e.part - p.part) > 1e-5

-- A point's score is that of its parts by their weights.
with w as (select node_id, weight from indices where index_id = 'service_conditions' and parent_id = 'service_conditions'),
p as (unpivot service_conditions_points on responsiveness, empathy, tangibles into name node_id value part),
e as (select point_id, sum(part * weight) / sum(weight) as score from p join w using (node_id) group by 1)
select 'service_conditions_points ' || point_id as at, s.score as says, e.score as but from service_conditions_points s join e using (point_id) where s.score is not null and abs(s.score - e.score) > 1e-5
union all
select 'service_conditions_points ' || s.point_id, s.community_id, p.community_id from service_conditions_points s join cnap_points p using (point_id) where s.community_id is distinct from p.community_id or s.name_uk is distinct from p.name_uk or s.known is distinct from p.known
union all
select 'service_conditions_points ' || s.point_id, s.score, i.value from service_conditions_points s join index_scores i on i.index_id = 'service_conditions' and i.unit_id = s.point_id::varchar and i.node_id = 'service_conditions' where abs(s.score - i.value) > 1e-6

-- A community's conditions are the mean of its points that have a score.
with e as (select community_id as territory_id, avg(score) as score, count(score) as scored, count(*) as points, count(*) filter (known) as known_points from service_conditions_points where community_id is not null and kind in ('centre', 'territorial_unit') group by 1)
select 'service_conditions ' || s.territory_id as at, s.score || ' of ' || s.scored_points as says, e.score || ' of ' || e.scored as but from service_conditions s join e using (territory_id) where s.level = 'community' and s.score is not null and (abs(s.score - e.score) > 1e-5 or s.scored_points <> e.scored)
union all
select 'service_conditions ' || s.territory_id, s.score, v.value from service_conditions s join indicator_values v on v.territory_id = s.territory_id and v.level = s.level and v.indicator_id = 'open.service_conditions' where abs(s.score - v.value) > 1e-5

-- No row vanishes: those of a file are loaded, set aside or skipped by a rule.
select 'data_quality ' || source_id || ' ' || file as at, rows_in as says, loaded + quarantined + skipped as but from data_quality where rows_in <> loaded + quarantined + skipped
union all
select 'data_quality ' || source_id || ' ' || file || ' skipped', skipped, (select sum(split_part(x, '=', 2)::bigint) from unnest(string_split(skipped_rules, '; ')) u(x)) from data_quality
where skipped <> coalesce((select sum(split_part(x, '=', 2)::bigint) from unnest(string_split(skipped_rules, '; ')) u(x) where x <> ''), 0)

-- The table of services on e-DEM sums its tools.
select 'edemocracy ' || community_id as at, tools as says, petitions::int + consultations::int + participatory_budget::int + open_community::int as but from edemocracy where not ambiguous and tools <> petitions::int + consultations::int + participatory_budget::int + open_community::int
union all
select 'edemocracy ' || e.community_id, e.tools, v.value from edemocracy e join indicator_values v on v.territory_id = e.community_id and v.indicator_id = 'open.edem_tools' and v.level = 'community' and v.value is not null where e.tools <> v.value

-- Traits of a community are those that its indicators rest on.
select 'community_traits ' || t.community_id || ' agreements' as at, t.agreements_active as says, v.value as but from community_traits t join indicator_values v on v.territory_id = t.community_id and v.indicator_id = 'open.cooperation_agreements' and v.level = 'community' where v.value <> t.agreements_active
union all
select 'community_traits ' || t.community_id || ' turnout', 100 * t.turnout_2020, v.value from community_traits t join indicator_values v on v.territory_id = t.community_id and v.indicator_id = 'open.turnout_2020' and v.level = 'community' where abs(v.value - 100 * t.turnout_2020) > 1e-6
union all
select 'community_traits ' || t.community_id || ' osbb', 10000.0 * t.osbb_2020 / c.population, v.value from community_traits t join communities c using (community_id) join indicator_values v on v.territory_id = t.community_id and v.indicator_id = 'open.osbb_per_10k' and v.level = 'community' where t.osbb_listed and abs(v.value - 10000.0 * t.osbb_2020 / c.population) > 1e-6

-- Ukraine's EGDI is the mean of its parts, and no place is beyond the number of countries.
with e as (select year, avg(ukraine) as egdi from international_standing where indicator_id in ('un.osi', 'un.tii', 'un.hci') and year >= 2012 group by all having count(*) = 3)
select 'international_standing un.egdi ' || v.year as at, v.ukraine as says, e.egdi as but from international_standing v join e using (year) where v.indicator_id = 'un.egdi' and abs(v.ukraine - e.egdi) > 2e-3
union all
select 'international_standing ' || indicator_id || ' ' || year || ' ' || breakdown, place, countries from international_standing where place > countries or eu_countries > countries

-- What goes out row by row stands in the table of its values too.
select 'international_standing ' || s.indicator_id || ' ' || s.year || ' ' || s.breakdown as at, s.ukraine as says, v.value as but from international_standing s join international v using (indicator_id, year, breakdown, source_id) where v.country_code = 'UA' and v.value is not null and abs(v.value - s.ukraine) > 1e-9

-- Users of the internet of both sexes lie between women and men, and shares between 0 and 100.
with u as (select year, split_part(breakdown, ' ', 1) as sex, split_part(breakdown, ' ', 2) as age, unnest([ukraine, eu_median]) as value, unnest(['ukraine', 'eu_median']) as place from international_standing where indicator_id = 'unece.weekly_internet')
select 'international_standing ' || place || ' ' || age || ' ' || year as at, max(value) filter (sex in ('total', 'both')) as says, 'between ' || min(value) filter (sex in ('female', 'male')) || ' and ' || max(value) filter (sex in ('female', 'male')) as but
from u group by place, age, year having says is not null and count(value) filter (sex in ('female', 'male')) = 2 and (says < min(value) filter (sex in ('female', 'male')) - 0.1 or says > max(value) filter (sex in ('female', 'male')) + 0.1)
union all
select 'international_standing ' || place || ' ' || sex || ' ' || age || ' ' || year, value, '0 to 100' from u where value not between 0 and 100

-- Each source that a table names is in the table of sources; each indicator in that of indicators.
select distinct 'indicator_values ' || indicator_id || ' ' || source_id as at, part as says, 'a source of that table' as but from (select distinct indicator_id, source_id, unnest(string_split(source_id, '+')) as part from indicator_values) where part not in (select source_id from sources)
union all
select distinct 'indicator_values ' || indicator_id, indicator_id, 'an indicator of that table' from indicator_values where indicator_id not in (select indicator_id from indicators)
union all
select distinct 'indicator_values ' || v.indicator_id, v.method_version::varchar, i.version::varchar from indicator_values v join indicators i using (indicator_id) where v.method_version::varchar <> i.version::varchar

-- Territories nest: a parent is there, and a community lies in the oblast of its territory.
select 'territories ' || t.territory_id as at, t.parent_id as says, 'a territory' as but from territories t where t.parent_id is not null and t.parent_id not in (select territory_id from territories)
union all
select 'communities ' || c.community_id, c.oblast_id, t.oblast_id from communities c join territories t on t.territory_id = c.community_id where c.oblast_id <> t.oblast_id
union all
select 'communities ' || c.community_id || ' oblast', c.oblast_uk || ', ' || c.oblast_en, o.name_uk || ', ' || o.name_en from communities c join oblasts o using (oblast_id) where not contains(o.name_uk, c.oblast_uk) or not contains(o.name_en, c.oblast_en)
union all
select 'communities ' || community_id || ' ranked', is_ranked::varchar, coalesce(unranked_reason, 'no reason') from communities where is_ranked = (unranked_reason is not null)
union all
select 'communities ' || community_id || ' size', size_class, population::varchar from communities where size_class <> case when population < 3000 then 'lt3k' when population < 5000 then '3k_5k' when population < 10000 then '5k_10k' when population < 20000 then '10k_20k' when population < 50000 then '20k_50k' when population < 100000 then '50k_100k' when population < 500000 then '100k_500k' else 'ge500k' end

-- The dictionary describes each column of each table, in its place.
with d as (select dataset_id, count(*) as n, max(position) as last from dictionary group by 1)
select 'dictionary ' || dataset_id as at, n as says, last as but from d where n <> last

-- A mean score of exams and a share who failed are on their scales, and those of few are hidden.
select 'exam_results ' || community_id || ' ' || subject as at, coalesce(mean_score, failed_share) as says, 'the scale' as but from exam_results where mean_score not between 100 and 200 or failed_share not between 0 and 1 or n < 0

-- Each community of the codifier has its row, and where a table has a row for each community of the list, no community lacks it.
select 'communities ' || territory_id as at, 'nothing' as says, 'a community of the codifier' as but from territories where category = 'H' and territory_id not in (select community_id from communities)
union all
select 'cnap_communities ' || community_id, 'nothing', 'a community of the list' from communities where in_scope and (select count(*) from cnap_communities) > 0 and community_id not in (select community_id from cnap_communities)
union all
select 'edemocracy ' || community_id, 'nothing', 'a community of the list' from communities where in_scope and (select count(*) from edemocracy) > 0 and community_id not in (select community_id from edemocracy)
union all
select 'budgets ' || community_id, count(*)::varchar, (select count(distinct year) from budgets) || ' years' from budgets group by community_id having count(*) < (select count(distinct year) from budgets)
union all
select 'indicator_values ' || territory_id, 'values', 'a community' from (select distinct territory_id from indicator_values where level = 'community') where territory_id not in (select community_id from communities)
