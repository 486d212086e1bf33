-- Pages without an outcome are looked for every half minute.
create index page_pending on page (incident_id) where state = 'pending';
