-- A link in a mail acknowledges once.
alter table notification add column link_used_at timestamptz;
