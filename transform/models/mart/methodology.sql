-- One row an indicator of the digital maturity index: how it is meant, what is held of it today and what is missing, which is a finding by itself.
select
    i.indicator_id,
    left(i.indicator_id, 2) as dim,
    i.name_uk,
    i.name_en,
    i.definition,
    i.unit,
    i.direction,
    i.lo,
    i.hi,
    i.weight,
    i.tier,
    i.level,
    i.period,
    i.source,
    i.has_uk,
    i.has_en,
    i.needs_uk,
    i.needs_en,
    i.has_en not like 'nothing%' as held,
    i.counterparts
from raw.dmi_indicators i
