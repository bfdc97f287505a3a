-- One row: how much is published about bodies at all.
select (select count(*) from mart.osn_body) as bodies, (select count(distinct city) from mart.osn_body) as cities,
    (select count(*) from mart.osn_body where city = 'Київ') as kyiv,
    (select count(*) from mart.figure where topic = 'osn') as figures, (select count(distinct territory) from mart.figure where topic = 'osn') as places,
    (select count(*) from mart.service) as services
