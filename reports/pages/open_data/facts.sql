-- One row: how many councils are in the catalogue, how many obligatory data sets they have and how many of those are fresh.
select
    (select count(distinct community_id) from mart.open_dataset) as councils,
    (select count(*) from mart.community where in_scope) as communities,
    (select count(*) from mart.open_dataset) as datasets,
    (select count(*) from mart.open_data_freshness) as obligatory,
    (select count(*) from mart.open_data_freshness where fresh) as fresh,
    (select max(as_of)::varchar from mart.open_dataset) as as_of
