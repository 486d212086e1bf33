-- A page may go to a channel or a webhook, too.
alter table page add column kind text not null default 'person'
  check (kind in ('person', 'channel', 'webhook'));
-- Of the channel or of the webhook.
alter table page add column name text;
alter table page alter column user_id drop not null;
alter table page add constraint page_recipient
  check ((kind = 'person') = (user_id is not null) and (kind = 'person') = (name is null));
