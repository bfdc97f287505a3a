-- One row per community: whether the register has a service point there, and what at least one of its points offers.
select community_id, status, points, centres, units, remote, known_points, workers, hours_week_max, online_booking, card_payment,
       payment_terminal, self_service, free_wifi, disability_access, ramp, accessible_sanitary_room, braille, pram_place,
       bus_stop, free_parking, saturday, evening, phone_consultation, online_consultation, feedback_form, bank_branch,
       sanitary_room, unmatched_in_oblast
from mart.cnap_community
order by community_id
