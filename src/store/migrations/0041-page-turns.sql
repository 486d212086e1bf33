-- Whom levels that page one person at a time have paged; the lowest number was the longest ago.
create table page_turn (
  policy   text not null,
  level    text not null,
  user_id  text not null,
  n        bigint not null,
  primary key (policy, level, user_id)
);
