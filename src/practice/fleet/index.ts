import { join } from 'node:path';
import type { Log } from '../../lib/log.ts';
import type { PracticeGate } from '../../runner/gate.ts';
import { createGate } from './gate.ts';
import { type KindleSync, startKindleSync } from './kindle-sync.ts';
import { type Newsletter, newsletterQueue, openNewsletter } from './newsletter.ts';

/** The port that runbooks/kindle-sync names. */
const usualPort = 8080;

interface FleetMember {
  id: string;
  title: string;
  state: string;
  actions: { id: string; title: string }[];
}

export interface Fleet {
  /** Variables that the runner has to know besides its own environment. */
  env: Record<string, string>;
  gate: PracticeGate;
  list(): Promise<FleetMember[]>;
  /** Does it, and says in words what happened. */
  act(id: string, action: string): Promise<string>;
  /** Where the fleet really answers: 8080 may have been taken. Other addresses come back as they are. */
  address(url: string): string;
  close(): Promise<void>;
}

/** Real services to break and mend. What a killed bot left running is taken over. */
export async function startFleet(options: {
  dataDir: string;
  databaseUrl: string;
  log: Log;
  kindleSyncPort?: number;
}): Promise<Fleet> {
  const folder = join(options.dataDir, 'practice');
  const port = options.kindleSyncPort ?? usualPort;
  const [kindleSync, newsletter] = await Promise.all([
    startKindleSync(join(folder, 'kindle-sync'), port, options.log),
    openNewsletter(options.databaseUrl),
  ]);
  await newsletter.drain();
  const members = describeMembers(kindleSync, newsletter);
  return {
    env: {
      KINDLE_SYNC_PORT: String(kindleSync.port),
      [newsletterQueue.variable]: newsletter.url,
    },
    gate: createGate(folder),
    list: () =>
      Promise.all(
        members.map(async ({ id, title, state, actions }) => ({
          id,
          title,
          state: await state(),
          actions: actions.map((action) => ({ id: action.id, title: action.title })),
        })),
      ),
    async act(id, action) {
      const found = members
        .find((member) => member.id === id)
        ?.actions.find((one) => one.id === action);
      return found ? found.perform() : `The practice fleet has no ${id} that can ${action}.`;
    },
    address: (url) => movePort(url, kindleSync.port),
    async close() {
      await Promise.all([kindleSync.close(), newsletter.close()]);
    },
  };
}

interface Member {
  id: string;
  title: string;
  state(): Promise<string>;
  actions: { id: string; title: string; perform(): Promise<string> }[];
}

function describeMembers(kindleSync: KindleSync, newsletter: Newsletter): Member[] {
  return [
    {
      id: 'kindle-sync',
      title: 'Kindle Sync',
      state: kindleSync.state,
      actions: [
        { id: 'stop', title: 'Kill it', perform: kindleSync.stop },
        { id: 'break', title: 'Deploy a bad version', perform: () => kindleSync.deploy('bad') },
        { id: 'mend', title: 'Mend it', perform: () => kindleSync.deploy('good') },
      ],
    },
    {
      id: 'newsletter',
      title: 'Newsletter queue',
      state: newsletter.state,
      actions: [
        { id: 'backlog', title: 'Pile up mails', perform: newsletter.backlog },
        { id: 'drain', title: 'Empty the queue', perform: newsletter.drain },
      ],
    },
  ];
}

function movePort(address: string, port: number): string {
  const url = new URL(address);
  const here = url.hostname === '127.0.0.1' || url.hostname === 'localhost';
  if (!here || url.port !== String(usualPort)) return address;
  url.port = String(port);
  return url.href;
}
