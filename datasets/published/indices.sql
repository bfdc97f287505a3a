-- One row per node of an index: the tree of weights by which indicators become a score.
select index_id, node_id, parent_id, position, level, title_uk, title_en, indicator_id, weight, aggregate, direction, lo, hi,
       log, min_coverage, note_uk, note_en, index_version
from declared.index_node
order by index_id, position
