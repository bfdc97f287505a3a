-- One row a building that was checked and whose community is known: norms looked at, norms met. A paragraph that a spreadsheet took for a date is its day, month and year again. Norms belong to buildings of the same publisher: its folder, or, without folders, its name of a file. Norms of buildings that it does not list are left out.
with placed as (
    select
        b.file, b.uid, b.checked_on, coalesce(b.named_id, t.community_id) as community_id,
        b.named_id is not null and t.community_id is not null and b.named_id <> t.community_id as code_differs
    from raw.rec835_building b
    left join staging.territory t on t.territory_id = b.community_code
), one as (
    select *
    from placed
    where community_id is not null
    qualify row_number() over (partition by community_id, uid order by checked_on desc nulls last, file desc) = 1
), norm as (
    select
        n.file, n.building_uid, n.norms, n.met,
        case
            when regexp_matches(n.paragraph, '^3[67]\d{3}$') then strftime(date '1899-12-30' + n.paragraph::integer, '%-d.%-m.') || (year(date '1899-12-30' + n.paragraph::integer) - 2000)
            else n.paragraph
        end as paragraph
    from raw.rec835_norm n
), judged as (
    select o.community_id, o.uid, n.norms, n.paragraph, bool_and(n.met) as met
    from one o
    join norm n on n.building_uid = o.uid and coalesce(nullif(regexp_extract(n.file, '^(.*)/', 1), ''), regexp_replace(n.file, '\.[^/]*$', '')) = coalesce(nullif(regexp_extract(o.file, '^(.*)/', 1), ''), regexp_replace(o.file, '\.[^/]*$', ''))
    group by o.community_id, o.uid, n.norms, n.paragraph
), summed as (
    select community_id, uid, count(*) as norms, count(*) filter (met) as met
    from judged
    group by community_id, uid
)
select
    'bld-' || md5(o.community_id || '/' || o.uid)[:16] as building_id,
    o.community_id,
    o.checked_on,
    coalesce(s.norms, 0) as norms,
    coalesce(s.met, 0) as norms_met,
    s.norms = s.met as accessible,
    o.code_differs
from one o
left join summed s using (community_id, uid)
