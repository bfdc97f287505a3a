-- One row a community or body whose official site was looked for; no address: none was found.
select unit_id, level, community_id, url from raw.site
