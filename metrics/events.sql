-- One row a group of cases: how many, of which kinds, and the courses of each, from cases as they are read.
select
    /*by*/
    period,
    count(*) as cases,
    count(*) filter (status = 0) as done,
    count(*) filter (status = 1) as refused,
    count(*) filter (electronic = 1) as electronic,
    count(*) filter (repeat_contact = 1) as repeat_contact,
    count(*) filter (prompt = 1) as prompt,
    count(*) filter (silent = 1) as silent,
    list(course) as courses
from arriving
group by /*by*/ period
