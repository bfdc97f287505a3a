-- One row a service of the catalogue of self-organization bodies: what can be digitized at all, and how far.
select
    s.service_id,
    s.group_id,
    g.group_uk,
    g.group_en,
    s.name_uk,
    s.name_en,
    s.role,
    s.users,
    s.power,
    s.legal_base,
    s.max_stage,
    s.standard_days,
    s.steps
from raw.services s
join (
    values
        ('social', 'Соціальні', 'Social'),
        ('cultural', 'Культура і дозвілля', 'Culture and leisure'),
        ('household', 'Житло і благоустрій', 'Housing and public space'),
        ('administrative', 'Адміністративні', 'Administrative'),
        ('participation', 'Участь', 'Participation'),
        ('safety', 'Безпека', 'Safety')
) g (group_id, group_uk, group_en) on g.group_id = s.group_id
