import type { LiveRedactor } from './action/redact.ts';
import type { Settings } from './config/env.ts';
import { CLOCK_OFFSET } from './flow/page/advance.ts';
import type { Store, World } from './flow/ports.ts';
import type { Vault } from './flow/run/vault.ts';
import { MovableClock } from './lib/clock.ts';
import { newId } from './lib/ids.ts';
import type { Log } from './lib/log.ts';
import { withKnown } from './oncall/calendar.ts';
import type { PersonSpan } from './oncall/rotation.ts';
import { openQueues, type Queues } from './queue/queues.ts';
import { createMatcher, type Matcher } from './runbook/match.ts';
import type { Directory } from './service/directory.ts';
import { secretValues } from './service/secret-values.ts';
import { connect, reach } from './store/connect.ts';
import { makeDataFolder } from './store/data-folder.ts';
import type { Database } from './store/database.ts';
import { startEmbedded } from './store/embedded.ts';
import { migrate } from './store/migrate.ts';
import { createStore } from './store/store.ts';
import { openVault } from './store/vault.ts';

/** What the bot and a worker both stand on: database, queue, clock, and the world that flows are given. */
export interface Core {
  world: World;
  queues: Queues;
  clock: MovableClock;
  databaseUrl: string;
  databaseAnswers(): Promise<boolean>;
  /** From now on the flows go by this directory; what they have begun they end by the old one. */
  learn(directory: Directory): void;
  /** From now on these are the shifts of a schedule that another program plans at an address. */
  learnCalendar(schedule: string, from: string, shifts: PersonSpan[]): void;
  /** What to do when a flow says that there is something to carry out. */
  onWake(wake: () => void): void;
  close(): Promise<void>;
}

export interface CoreOptions {
  settings: Pick<Settings, 'data' | 'databaseUrl' | 'redisUrl'>;
  directory: Directory;
  log: Log;
  say: (line: string) => void;
  /** The one that the log has too; it learns the key of its marks here. */
  redactor: LiveRedactor;
  clock?: MovableClock;
}

/** Name of the setting that says whether the bot works in `slack` or in the local `sandbox`. */
export const WORKSPACE = 'workspace';
const KEY_MARK = 'vault_key';

/** What a worker has to know of the bot: where it works, and by which key it seals. */
export async function introduceBot({ store, vault }: World, where: 'slack' | 'sandbox') {
  await store.settings.put(WORKSPACE, where);
  await store.settings.put(KEY_MARK, vault.mark(KEY_MARK));
}

/** Whether what the bot seals can be read here; so too before there is a bot. */
export async function hasKeyOfBot({ store, vault }: Pick<World, 'store' | 'vault'>) {
  const known = await store.settings.get(KEY_MARK);
  return known === undefined || known === vault.mark(KEY_MARK);
}

/** BullMQ keeps one connection for each worker's LISTEN, hence the size of the pool. */
const MOST_CONNECTIONS = 40;

export async function openCore(options: CoreOptions): Promise<Core> {
  const { settings, log, say, redactor } = options;
  await makeDataFolder(settings.data);
  const embedded =
    settings.databaseUrl === null ? await startEmbedded({ dataDir: settings.data, say }) : null;
  const databaseUrl = settings.databaseUrl ?? embedded?.url ?? '';
  const { db, pool } = connect<Database>(databaseUrl, {
    max: MOST_CONNECTIONS,
    onError: (error) => log.warn({ reason: error.message }, 'an idle database connection broke'),
  });
  async function close() {
    await db.destroy();
    await embedded?.stop();
  }
  try {
    const vault = await openVault(settings.data);
    redactor.learn({ mark: vault.mark });
    await reach(pool);
    await migrate(pool);
    const store = createStore(db, redactor);
    const queues = await openQueues({
      databaseUrl,
      ...(settings.redisUrl && { redisUrl: settings.redisUrl }),
      prefix: await installation(store),
      log,
    });
    const offset = Number((await store.settings.get(CLOCK_OFFSET)) ?? 0);
    const clock = options.clock ?? new MovableClock(offset);
    const wake = { outbox: () => {} };
    const known = new Map<string, { from: string; shifts: PersonSpan[] }>();
    const world = createWorld(options, store, clock, wake, vault);
    return {
      world,
      queues,
      clock,
      databaseUrl,
      databaseAnswers: async () => (await pool.query('select 1')).rowCount === 1,
      learn: (directory) => {
        if (!sameRunbooks(world.directory, directory)) world.matcher = matcherOf(directory);
        world.directory = { ...directory, schedules: withKnown(directory.schedules, known) };
        redactor.learn({ values: secretValues(process.env, directory) });
      },
      learnCalendar: (schedule, from, shifts) => {
        known.set(schedule, { from, shifts });
        const { directory } = world;
        world.directory = { ...directory, schedules: withKnown(directory.schedules, known) };
      },
      onWake: (to) => {
        wake.outbox = to;
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function createWorld(
  { directory, log, redactor }: CoreOptions,
  store: Store,
  clock: MovableClock,
  wake: World['wake'],
  vault: Vault,
): World {
  return {
    clock,
    store,
    directory,
    matcher: matcherOf(directory),
    wake,
    vault,
    members: nobodyKnown,
    redactor,
    log,
  };
}

/** Until somebody sets Slack in its place: what Slack does not say is a no. */
const nobodyKnown: World['members'] = {
  account: () => Promise.resolve('unknown'),
  group: () => Promise.resolve(null),
};

function matcherOf(directory: Directory): Matcher {
  return createMatcher(runbooksOf(directory));
}

/** Unchanged files are the same objects after a reload, and the index need not be built again. */
function sameRunbooks(a: Directory, b: Directory): boolean {
  const [before, after] = [runbooksOf(a), runbooksOf(b)];
  return (
    before.length === after.length &&
    before.every(
      ({ service, runbook }, index) =>
        service === after[index]?.service && runbook === after[index]?.runbook,
    )
  );
}

function runbooksOf({ services }: Directory) {
  return [...services.values()].flatMap(({ service, runbooks }) =>
    runbooks.map((runbook) => ({ service, runbook })),
  );
}

/** Keeps two installations that share one Redis apart: each takes only its own runs. */
async function installation(store: Store): Promise<string> {
  await store.settings.putOnce('installation', `runbell-${newId()}`);
  return String(await store.settings.get('installation'));
}
