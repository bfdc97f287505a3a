-- One row an oblast and year with both known: the cheapest tariff of fixed access of 30 Mbit/s or more, and the average monthly wage.
select
    w.oblast_id,
    w.year,
    min(p.price_uah) as cheapest_uah,
    count(*) as tariffs,
    any_value(w.wage_uah) as wage_uah,
    any_value(w.obs_status) as obs_status
from raw.wage_oblast w
join raw.internet_price p on p.oblast_id = w.oblast_id and p.year = w.year and p.speed_mbps >= 30
join mart.territory t on t.territory_id = w.oblast_id and t.level in ('oblast', 'city')
group by w.oblast_id, w.year
