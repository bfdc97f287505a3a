-- One row per service point of the register, without street, phone and e-mail: where it is, when it is open, what it offers.
select point_id, community_id, oblast_id, match_method, match_score, match_reason, kind, name_uk, settlement_uk, workers, area_m2,
       hours_week, days_week, saturday, evening, early_morning, website, phone_consultation, online_consultation,
       feedback_form, online_booking, bus_stop, free_parking, bank_branch, card_payment, payment_terminal, added_services,
       free_wifi, self_service, sanitary_room, disability_access, ramp, accessible_sanitary_room, braille, pram_place, known
from mart.cnap_point
order by point_id
