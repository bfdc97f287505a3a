-- One row a published figure with the address of its page. Figures that contradict each other stand side by side; none is chosen.
select
    topic,
    row,
    territory,
    level,
    indicator,
    breakdown,
    period,
    value,
    value_text,
    obs_status,
    unit,
    rank,
    rank_text,
    url,
    hint,
    confidence,
    oblast as oblast_uk,
    country_code
from raw.published_figures
