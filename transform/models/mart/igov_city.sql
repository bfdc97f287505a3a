-- One row a city, settlement, village or community with services on the iGov portal in December 2017. Raions are left out: their borders have changed since.
select
    g.territory_id,
    t.community_id,
    t.name_uk,
    t.name_en,
    g.category,
    g.services,
    g.live_rows,
    g.subcategories,
    g.built_in,
    g.links,
    g.bank_id_share
from raw.igov_services g
join mart.territory t on t.territory_id = g.territory_id and t.valid_to is null
where t.community_id is not null
