-- One row an edition: places and parts of the UN index for Ukraine.
select year, max(value) filter (indicator_id = 'un.rank') as rank, max(value) filter (indicator_id = 'un.egdi') as egdi,
    max(value) filter (indicator_id = 'un.osi') as osi, max(value) filter (indicator_id = 'un.tii') as tii, max(value) filter (indicator_id = 'un.hci') as hci, max(value) filter (indicator_id = 'un.epi') as epi
from mart.country_value where country_code = 'UA' and indicator_id like 'un.%'
group by year order by year desc
