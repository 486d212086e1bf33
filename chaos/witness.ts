import type { Ground } from './ground.ts';

/** Sees every change of state that is committed, whoever makes it and whatever the record says. */
export async function callWitness({ db }: Pick<Ground, 'db'>): Promise<void> {
  await db.query(`
create table witness (n bigint generated always as identity, run text not null, state text not null);
create function see() returns trigger language plpgsql as $$ begin
  if tg_op = 'INSERT' or new.state is distinct from old.state then
    insert into witness (run, state) values (new.id, new.state);
  end if;
  return new;
end $$;
create trigger witness after insert or update on run for each row execute function see();`);
}
