-- One row: how many petitions, projects, appeals and buildings are known, and of how many communities.
select
    (select count(*) from mart.petition) as petitions,
    (select count(distinct community_id) from mart.petition) as petition_communities,
    (select 1.0 * count(*) filter (in_time) / nullif(count(*) filter (in_time is not null), 0) from mart.petition) as in_time,
    (select count(*) from mart.budget_project) as projects,
    (select count(distinct community_id) from mart.budget_project) as project_communities,
    (select sum(appeals) from metric.appeal) as appeals,
    (select count(*) from mart.building_accessibility) as buildings,
    (select count(*) filter (accessible) from mart.building_accessibility) as accessible
