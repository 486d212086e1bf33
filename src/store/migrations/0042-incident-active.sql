-- The last time that a responder wrote into the incident's channel: a sign that somebody is on it.
alter table incident add column active_at timestamptz;
