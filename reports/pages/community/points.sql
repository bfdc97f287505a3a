-- One row a service point matched to a community: what it states of itself.
select p.community_id, p.kind, p.settlement_uk, p.workers, p.hours_week, p.known, p.saturday, p.evening, p.card_payment, p.self_service, p.accessible_sanitary_room, p.braille, p.online_booking, s.value as score
from mart.cnap_point p
left join metric.service_conditions_score s on s.unit_id = p.point_id::varchar and s.node_id = 'service_conditions'
where p.community_id is not null
order by p.community_id, list_position(['centre', 'territorial_unit', 'remote_workplace', 'mobile'], p.kind), p.settlement_uk, p.point_id
