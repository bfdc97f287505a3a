-- One row a body of self-organization that answered a form and stands in no register: its code, and the community that its answer or its code tells. A form asks no name, so it is called by its code.
select
    a.unit_id as osn_id,
    'Орган самоорганізації населення ' || a.unit_id as name_uk,
    'Body of self-organization ' || a.unit_id as name_en,
    any_value(a.community_id order by a.period desc) as community_id,
    max(a.period) as period,
    max(a.filled_on) as filled_on
from mart.form_answer a
left join mart.body b on b.osn_id = a.unit_id
where a.level = 'body' and b.osn_id is null
group by a.unit_id
