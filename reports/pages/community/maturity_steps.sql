-- One row a community and next step of the newest year: the three that would add most points, with the mechanism of the rule that fits.
select a.community_id, a.place, a.indicator_id, a.score, a.gain, a.mechanism_id, r.step_uk, r.step_en
from metric.advice a join mart.step_rule r using (rule_id)
where a.gain >= 0.05
qualify row_number() over (partition by a.community_id order by a.place) <= 3
order by a.community_id, a.place
