/** One row of the table: a folder, or a file that stands apart from its folder. */
export interface Area {
  /** Areas that it may import. */
  may: readonly string[];
  /** Packages and Node modules that it may import, by name. */
  packages: readonly string[];
}

const nodeFiles = ['node:fs', 'node:fs/promises', 'node:path', 'node:url'];

/** The trade, each row standing only on rows above it. */
const nouns = {
  'src/runbook': {
    may: ['src/lib'],
    packages: ['libpg-query', 'markdown-it', 'unbash'],
  },
  'src/oncall': { may: ['src/lib'], packages: ['@date-fns/tz', 'ical.js', 'zod'] },
  'src/action': { may: ['src/lib', 'src/runbook', 'src/oncall'], packages: ['re2js', 'zod'] },
  'src/service': { may: ['src/lib', 'src/runbook', 'src/oncall', 'src/action'], packages: ['zod'] },
  'src/alert': { may: ['src/lib', 'src/service'], packages: ['zod'] },
  // Matching brings an alert and the runbooks together, so it stands above both.
  'src/runbook/match': { may: ['src/lib', 'src/runbook', 'src/alert'], packages: [] },
  // Its rules look at runbooks the way everything that uses them does.
  'src/runbook/lint': {
    may: ['src/lib', 'src/runbook', 'src/action', 'src/service', 'src/alert', 'src/runbook/match'],
    packages: [],
  },
  'src/incident': {
    may: [
      'src/lib',
      'src/runbook',
      'src/oncall',
      'src/action',
      'src/service',
      'src/alert',
      'src/runbook/match',
    ],
    packages: [],
  },
} satisfies Record<string, Area>;

const trade = ['src/lib', ...Object.keys(nouns)];
const adapter = [...trade, 'src/flow'];

/** Who may import whom. What a row does not name is forbidden to it. */
export const areas: Readonly<Record<string, Area>> = {
  'src/lib': { may: [], packages: ['node:crypto', 'pino'] },
  ...nouns,
  'src/flow': { may: trade, packages: [] },

  'src/config': {
    may: trade,
    packages: [
      'node:fs',
      'node:fs/promises',
      'node:path',
      'node:timers/promises',
      'tinyglobby',
      'yaml',
      'zod',
    ],
  },
  'src/store': {
    may: adapter,
    packages: [
      ...nodeFiles,
      'kysely',
      'node:child_process',
      'node:crypto',
      'node:events',
      'node:module',
      'node:net',
      'node:timers/promises',
      'node:util',
      'pg',
      'zod',
    ],
  },
  'src/queue': {
    may: adapter,
    packages: ['bullmq', 'ioredis', 'node:timers/promises', 'pg', 'zod'],
  },
  'src/runner': {
    may: adapter,
    packages: [
      'bullmq',
      'execa',
      'ioredis',
      'node:crypto',
      'node:fs',
      'node:fs/promises',
      'node:net',
      'node:os',
      'node:path',
      'node:timers/promises',
      'undici',
    ],
  },
  'src/notify': { may: adapter, packages: ['node:crypto', 'nodemailer'] },
  'src/calendars': { may: adapter, packages: ['node:timers/promises'] },
  'src/http': {
    may: adapter,
    packages: ['@hono/node-server', 'hono', 'node:crypto', 'node:http', 'prom-client'],
  },
  // The codec of buttons and Slack's limits: below the views, which say what people read.
  'src/slack/ids.ts': { may: [...trade, 'src/slack/limits.ts'], packages: ['zod'] },
  'src/slack/limits.ts': { may: [], packages: [] },
  'src/slack/views': {
    may: [...adapter, 'src/slack/ids.ts', 'src/slack/limits.ts'],
    packages: ['@slack/types'],
  },
  'src/slack': {
    may: [...adapter, 'src/slack/views', 'src/slack/ids.ts', 'src/slack/limits.ts'],
    packages: [
      '@slack/bolt',
      '@slack/types',
      '@slack/web-api',
      'node:fs/promises',
      'node:http',
      'node:path',
      'node:timers/promises',
      'node:url',
      'zod',
    ],
  },
  commands: { may: [...adapter, 'src/slack/views'], packages: [] },

  // The local workspace knows nothing of the bot, so that it refuses what Slack refuses.
  'src/sandbox/contract.ts': { may: [], packages: [] },
  'src/sandbox': {
    may: ['src/lib', 'src/sandbox/contract.ts'],
    packages: [
      ...nodeFiles,
      '@hono/node-server',
      'hono',
      'node:crypto',
      'node:http',
      'node:net',
      'node:stream',
      'node:timers/promises',
      'ws',
      'zod',
    ],
  },
  'src/sandbox/ui': {
    may: ['src/sandbox/contract.ts'],
    packages: ['@vitejs/plugin-react', 'node:url', 'react', 'react-dom', 'vite'],
  },
  // It plays the outside world: it mounts routes, and its gate stands in front of the runner.
  'src/practice': {
    may: [...adapter, 'src/http', 'src/runner'],
    packages: [
      'bullmq',
      'execa',
      'hono',
      'node:crypto',
      'node:fs',
      'node:fs/promises',
      'node:net',
      'node:path',
      'zod',
    ],
  },

  'src/core.ts': {
    may: [...adapter, 'src/config', 'src/store', 'src/queue'],
    packages: [],
  },
  'src/targets.ts': {
    may: [...adapter, 'src/config', 'src/core.ts', 'src/http', 'src/runner', 'src/practice'],
    packages: [],
  },
  'src/paging.ts': {
    may: [...adapter, 'src/config', 'src/http', 'src/notify', 'src/slack'],
    packages: [],
  },
  'src/auditor.ts': {
    may: [
      ...adapter,
      'src/config',
      'src/core.ts',
      'src/http',
      'src/notify',
      'src/slack',
      'src/store',
    ],
    packages: ['node:timers/promises'],
  },
  'src/reload.ts': {
    may: ['src/lib', 'src/flow', 'src/config', 'src/core.ts', 'src/http'],
    packages: [],
  },
  'src/app.ts': {
    may: [
      ...adapter,
      'src/auditor.ts',
      'src/calendars',
      'src/config',
      'src/core.ts',
      'src/http',
      'src/paging.ts',
      'src/practice',
      'src/reload.ts',
      'src/sandbox',
      'src/slack',
      'src/store',
      'src/targets.ts',
    ],
    packages: [],
  },
  'src/schema.ts': { may: ['src/lib', 'src/store'], packages: [] },
  'src/record.ts': { may: [...adapter, 'src/config', 'src/store'], packages: [] },
  'src/cli': {
    may: [
      ...adapter,
      'src/calendars',
      'src/slack',
      'src/config',
      'src/core.ts',
      'src/store',
      'src/targets.ts',
      'src/reload.ts',
      'src/record.ts',
      'src/schema.ts',
      'src/app.ts',
      'src/practice',
    ],
    packages: [
      'commander',
      'node:fs',
      'node:fs/promises',
      'node:path',
      'node:stream',
      'node:stream/promises',
      'node:util',
      'tinyglobby',
      'yaml',
    ],
  },
  'src/main.ts': { may: ['src/cli'], packages: [] },
  'src/copy-assets.ts': { may: [], packages: ['node:fs/promises', 'node:path'] },
};

/** Areas whose files must give the same answer for the same arguments. */
export const pure: readonly string[] = [...Object.keys(nouns), 'src/flow'];

/** Files of pure areas that touch the world all the same, what they use, and why. */
export const exceptions: Readonly<Record<string, { uses: readonly string[]; why: string }>> = {
  'src/flow/alarm.ts': {
    uses: ['setTimeout', 'clearTimeout'],
    why: 'It sleeps until the next timer falls due, by the clock that it is given, and looks anew after two seconds of the machine.',
  },
  'src/flow/drain.ts': {
    uses: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'],
    why: 'It rests between two looks at the outbox and renews its claim on a row. Both are about this process; nothing of an incident depends on them.',
  },
  'src/flow/sweep.ts': {
    uses: ['setInterval', 'clearInterval'],
    why: "It looks every two seconds of the machine for what is told by the machine's time.",
  },
};
