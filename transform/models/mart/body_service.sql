-- One row a service that a body offers, as the newest entry of its register lists it: found in the catalogue of 42 services by code or name, with the role and power that the catalogue gives it and the channels that the register names. What the catalogue does not have stays with its own words.
with newest as (
    select osn_id, string_split(arg_max(services, coalesce(decision_date, date '0001-01-01')) filter (services is not null), ';') as parts
    from staging.body_register
    where osn_id is not null
    group by osn_id
), each_part as (
    select osn_id, trim(unnest(parts)) as part, generate_subscripts(parts, 1) as place from newest where parts is not null
), told as (
    select
        osn_id, place,
        trim(string_split(part, ' - ')[1]) as service_uk,
        lower(coalesce(string_split(part, ' - ')[2], '')) as words
    from each_part
    where part <> ''
), catalogue as (
    select *, lower(replace(replace(name_uk, '''', '’'), 'ʼ', '’')) as folded from raw.services
), found as (
    select
        t.osn_id,
        t.place,
        s.service_id,
        coalesce(s.name_uk, t.service_uk) as service_uk,
        s.role,
        s.power,
        list_sort(list_distinct(list_filter(list_transform(string_split(t.words, ','), w -> case trim(w)
            when 'веб' then 'web' when 'сайт' then 'web' when 'дія' then 'app' when 'застосунок' then 'app' when 'цнап' then 'cnap' when 'телефон' then 'phone'
            when 'папір' then 'paper' when 'візит' then 'visit' when 'виїзд' then 'visit' when 'чат-бот' then 'messenger' when 'месенджер' then 'messenger' end), c -> c is not null))) as channels
    from told t
    left join catalogue s on s.folded = lower(t.service_uk) or s.service_id = upper(t.service_uk)
)
select osn_id, coalesce(service_id, service_uk) as offer, service_id, first(service_uk order by place) as service_uk, first(role order by place) as role, first(power order by place) as power,
    nullif(array_to_string(first(channels order by place), ' '), '') as channels
from found
group by osn_id, coalesce(service_id, service_uk), service_id
