-- One row a drawn community: its maturity in the newest year, with range, rank inside its basis, band, change and the cause that costs most.
with newest as (
    select max(period) as period from metric.dmi_score where level = 'community' and node_id = 'dmi' and value is not null
), cause as (
    select l.unit_id, arg_max(d.cause_id, l.loss_share) as cause_id, arg_max(d.cause_uk, l.loss_share) as cause_uk, arg_max(d.cause_en, l.loss_share) as cause_en, arg_max(l.loss_share, l.loss_share) as share
    from metric.dmi_loss l join newest n using (period) join mart.dimension d on d.dim = l.node_id and d.cause_id is not null
    where l.level = 'community' group by l.unit_id
)
select c.pcode as code, 'community' as link, c.slug, c.title_uk, c.title_en, o.short_uk, o.short_en, c.occupied, c.unranked_reason, c.is_ranked, c.size_class, c.urbanity, c.population,
    s.value, s.value_amean as arith, s.coverage, s.grade, s."rank", s.ranked, i.low, i.high, i.rank_low, i.rank_high, i.band, i.band_low, i.band_share, i.basis, k.value as core, g.change, g.verdict,
    x.cause_id, x.cause_uk, x.cause_en, right(x.cause_id, 1)::double as cause, m.median
from mart.community c
cross join newest n
left join mart.oblast o on o.oblast_id = c.oblast_id
left join metric.dmi_score s on s.level = 'community' and s.unit_id = c.community_id and s.node_id = 'dmi' and s.period = n.period
left join metric.dmi_interval i on i.level = 'community' and i.unit_id = c.community_id and i.period = n.period
left join metric.dmi_core_score k on k.level = 'community' and k.unit_id = c.community_id and k.node_id = 'dmi_core' and k.period = n.period
left join metric.dmi_change g on g.level = 'community' and g.unit_id = c.community_id and g.period = n.period
left join cause x on x.unit_id = c.community_id
left join metric.summary m on m.indicator_id = 'dmi' and m.period = n.period and m.group_by = 'oblast' and m.group_id = c.oblast_id
order by i.basis nulls last, i.band_low is null, i.band = 'unclear', i.band_low, i.band_high, s."rank" nulls last, uk_key(c.name_uk), c.community_id
