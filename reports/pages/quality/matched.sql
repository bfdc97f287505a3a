-- One row a way in which points of the CNAP register found their community; points without one by their reason.
select
    match_method is not null as found, count(*) as n, sum(count(*)) over ()::bigint as points, sum(count(*)) filter (match_method is not null) over ()::bigint as matched,
    case coalesce(match_method, match_reason)
        when 'address' then 'громаду названо в адресі' when 'council' then 'раду названо в назві установи' when 'place' then 'населений пункт у назві центру'
        when 'no_community_named' then 'громаду ніде не названо' when 'ambiguous' then 'підходять кілька громад'
        when 'unknown_name' then 'такої назви в кодифікаторі немає' when 'gone' then 'одиниці в кодифікаторі більше немає' when 'contradiction' then 'частини адреси суперечать одна одній' else coalesce(match_method, match_reason) end as way_uk,
    case coalesce(match_method, match_reason)
        when 'address' then 'the address names the community' when 'council' then 'the name of the institution holds the council' when 'place' then 'the name of the centre holds a settlement'
        when 'no_community_named' then 'no community is named' when 'ambiguous' then 'several communities fit'
        when 'unknown_name' then 'the codifier has no such name' when 'gone' then 'the unit is no longer in the codifier' when 'contradiction' then 'parts of the address exclude each other' else coalesce(match_method, match_reason) end as way_en
from mart.cnap_point group by match_method, match_reason order by found desc, n desc, way_en
