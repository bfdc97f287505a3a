-- One row per community, cut and code under which its budget spent in 2021: programmes, economic codes and functions. A code without a row is a zero.
select s.community_id, c.name_uk, s.kind, s.code, s.amount_uah
from mart.community_spending s
left join mart.community c using (community_id)
where s.year = 2021
order by s.community_id, s.kind, s.code
