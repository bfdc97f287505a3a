-- One row a reason for setting a row aside or emptying a cell, with one example; an address is masked before it gets here.
select source_id, scope, "column",
    case
        when reason like 'no oblast at the end%' then 'адреса не закінчується назвою області'
        when reason like '%closes before it opens%' then 'центр зачиняється раніше, ніж відчиняється'
        when reason like '%expected reception between%' then 'година прийому поза межами 6:00–22:00'
        when reason like '%minutes 0–59%' then 'такого часу не буває'
        when reason like '%left over after the hours%' then 'зайві знаки після годин'
        when reason like '%expected hours such as%' then 'замість годин — слова'
        when reason like 'key is taken%' then 'код громади вже є в попередньому рядку'
        when reason like 'is neither true nor false' then 'не «так» і не «ні»'
        when reason like 'is after the release%' then 'рік пізніший за сам файл'
        else reason
    end as reason_uk,
    case
        when reason like 'no oblast at the end%' then 'the address does not end in an oblast'
        when reason like '%closes before it opens%' then 'the centre closes before it opens'
        when reason like '%expected reception between%' then 'reception outside 6:00–22:00'
        when reason like '%minutes 0–59%' then 'no such time of day'
        when reason like '%left over after the hours%' then 'signs left over after the hours'
        when reason like '%expected hours such as%' then 'words in place of hours'
        when reason like 'key is taken%' then 'an earlier row has the code of this community'
        when reason like 'is neither true nor false' then 'neither true nor false'
        when reason like 'is after the release%' then 'the year is later than the file itself'
        else reason
    end as reason_en,
    count(*) as n, min(nullif(value, '')) as example_en,
    regexp_replace(min(nullif(value, '')), '^\[address of (\d+) signs\]$', '[адреса, знаків: \1]') as example_uk
from mart.quarantine group by all order by source_id, n desc, "column", reason_uk
