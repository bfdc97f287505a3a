-- One row a dimension: its weight, the cause of the divide it measures and the mechanism attached to it.
select dim, name_uk, name_en, weight, cause_uk, cause_en, mechanism_uk, mechanism_en from mart.dimension order by dim
