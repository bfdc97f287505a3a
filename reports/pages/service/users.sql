-- One row a service and kind of user.
select service_id, trim(unnest(string_split(users, ','))) as user_id from mart.service order by service_id, user_id
