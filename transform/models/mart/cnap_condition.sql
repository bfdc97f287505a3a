-- One row a service point and scored condition, long: the input of the index of service conditions. Points with an empty block have no row.
select point_id::varchar as unit_id, 'hours_week' as indicator_id, hours_week as value
from mart.cnap_point
where known and hours_week is not null
union all
select point_id::varchar, indicator_id, value::double
from (
    unpivot (select point_id, saturday::int as saturday, evening::int as evening, phone_consultation::int as phone_consultation, online_consultation::int as online_consultation, feedback_form::int as feedback_form, online_booking::int as online_booking, bus_stop::int as bus_stop, free_parking::int as free_parking, bank_branch::int as bank_branch, card_payment::int as card_payment, payment_terminal::int as payment_terminal, free_wifi::int as free_wifi, self_service::int as self_service, sanitary_room::int as sanitary_room, disability_access::int as disability_access, ramp::int as ramp, accessible_sanitary_room::int as accessible_sanitary_room, braille::int as braille, pram_place::int as pram_place from mart.cnap_point where known)
    on columns(* exclude (point_id)) into name indicator_id value value
)
