-- One row a site of a community or body and quarter: how often it was probed over 30 days and how often it answered. A count of answers above that of probes is no count.
select unit_id, level, period, site, probes, answered from raw.site_probe where answered <= probes
