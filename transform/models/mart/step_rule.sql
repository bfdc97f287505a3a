-- One row a rule of next steps: the step that raises an indicator, when it applies, and the mechanism that acts.
select rule_id, indicator_id, priority, value_below, value_above, node_id, node_below, mechanism_id, step_uk, step_en
from raw.step_rules
