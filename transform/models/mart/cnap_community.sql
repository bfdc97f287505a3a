-- One row a community of the list of 1,469: what the copy of the register holds of its service points; counts are the least there are.
-- The copy is not whole and has no date: where it has no point of a community, nothing is known, neither that there is one nor that there is none.
with unmatched as (
    select oblast_id, count(*) as n from mart.cnap_point where community_id is null group by oblast_id
), held as (
    select
        community_id,
        count(*) as points,
        count(*) filter (kind = 'centre') as centres,
        count(*) filter (kind = 'territorial_unit') as units,
        count(*) filter (kind in ('remote_workplace', 'mobile')) as remote,
        count(*) filter (known) as known_points,
        sum(workers)::bigint as workers,
        max(hours_week) as hours_week_max,
        bool_or(online_booking) as online_booking,
        bool_or(card_payment) as card_payment,
        bool_or(payment_terminal) as payment_terminal,
        bool_or(self_service) as self_service,
        bool_or(free_wifi) as free_wifi,
        bool_or(disability_access) as disability_access,
        bool_or(ramp) as ramp,
        bool_or(accessible_sanitary_room) as accessible_sanitary_room,
        bool_or(braille) as braille,
        bool_or(pram_place) as pram_place,
        bool_or(bus_stop) as bus_stop,
        bool_or(free_parking) as free_parking,
        bool_or(saturday) as saturday,
        bool_or(evening) as evening,
        bool_or(phone_consultation) as phone_consultation,
        bool_or(online_consultation) as online_consultation,
        bool_or(feedback_form) as feedback_form,
        bool_or(bank_branch) as bank_branch,
        bool_or(sanitary_room) as sanitary_room
    from mart.cnap_point
    where community_id is not null
    group by community_id
)
select
    c.community_id,
    if(h.points > 0, 'present', 'unknown') as status,
    h.points,
    h.centres,
    h.units,
    h.remote,
    h.known_points,
    h.workers,
    h.hours_week_max,
    h.online_booking,
    h.card_payment,
    h.payment_terminal,
    h.self_service,
    h.free_wifi,
    h.disability_access,
    h.ramp,
    h.accessible_sanitary_room,
    h.braille,
    h.pram_place,
    h.bus_stop,
    h.free_parking,
    h.saturday,
    h.evening,
    h.phone_consultation,
    h.online_consultation,
    h.feedback_form,
    h.bank_branch,
    h.sanitary_room,
    coalesce(u.n, 0) as unmatched_in_oblast
from mart.community c
left join held h using (community_id)
left join unmatched u on u.oblast_id = c.oblast_id
where c.in_scope or h.points > 0
