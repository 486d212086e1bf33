-- Addresses that people proved to be theirs. Another address in the file is another row, and not proved.
create table contact (
  user_id      text not null,
  address      text not null,
  verified_at  timestamptz,
  -- The code that was sent last follows from it and the key of the installation; it is kept nowhere.
  nonce        text,
  asked_at     timestamptz,
  tries        integer not null default 0,
  primary key (user_id, address)
);
