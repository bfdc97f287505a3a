-- One row a topic of obligatory data sets that concerns every council.
select topic, name_uk, name_en, legal_base from raw.obligatory_dataset
