import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startSandbox } from '../../src/sandbox/server.ts';
import { webhook } from './bot.ts';
import { SlackSide } from './slack-side.ts';
import { type Tapped, tapped } from './tapped.ts';

/**
 * A small organisation with one service, whose actions write a line to a file and nothing else, and
 * a workspace that lives longer than any bot.
 */
export interface Shop extends AsyncDisposable {
  slack: SlackSide;
  wire: Tapped;
  data: string;
  /** What a bot or worker process needs, on the database of this address or on its own. */
  env(databaseUrl?: string): Record<string, string>;
  /** One line per time that an action was really executed. */
  executed(): Promise<string[]>;
  /** Lets every `slow` action end. */
  letGo(): Promise<void>;
  /** Every message and channel that the bot made, as `place: slot`; in a sound workspace each stands once. */
  standing(): Promise<string[]>;
}

export async function openShop(dataDir?: string): Promise<Shop> {
  const folder = await mkdtemp(join(tmpdir(), 'runbell-shop-'));
  const data = dataDir ?? join(folder, 'data');
  const home = join(folder, 'home');
  await write(home, files(join(folder, 'work')));
  await write(join(folder, 'work'), scripts);
  for (const name of Object.keys(scripts)) await chmod(join(folder, 'work', name), 0o755);
  const workspace = await startSandbox({ port: 0, state: { limits: 'off' } });
  const wire = await tapped(workspace.apiUrl);
  const slack = new SlackSide(workspace.url);

  return {
    slack,
    wire,
    data,
    env: (databaseUrl) => ({
      RUNBELL_HOME: home,
      RUNBELL_DATA: data,
      PORT: '0',
      SLACK_BOT_TOKEN: workspace.botToken,
      SLACK_APP_TOKEN: workspace.appToken,
      SLACK_API_URL: wire.url,
      ...(databaseUrl && { DATABASE_URL: databaseUrl }),
    }),
    executed: async () => {
      const text = await readFile(join(folder, 'work/executed'), 'utf8').catch(() => '');
      return text.split('\n').filter(Boolean);
    },
    letGo: () => writeFile(join(folder, 'work/go'), ''),
    standing: () => standing(workspace.apiUrl, workspace.botToken, slack),
    [Symbol.asyncDispose]: async () => {
      await writeFile(join(folder, 'work/go'), '');
      await wire[Symbol.asyncDispose]();
      await workspace.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Fires one alert of the shop at a bot; the hook's answer. */
export async function fire(url: string, name: string): Promise<Response> {
  const labels = { alertname: name, job: 'shop', severity: 'critical' };
  return fetch(`${url}/hooks/alertmanager/long-and-random`, {
    method: 'POST',
    body: JSON.stringify(webhook(labels)),
  });
}

/** The number of the incident that a new alert opens. */
export async function incidentOf(bot: { url(): string }, name = 'ShopDown'): Promise<number> {
  const { incidents } = (await (await fire(bot.url(), name)).json()) as {
    incidents: { number: number }[];
  };
  return incidents[0]?.number ?? 0;
}

/** One person presses the action, another one approves it. */
export async function approve(shop: Shop, number: number, action: string): Promise<void> {
  await shop.slack.as('U0ONCALL').incident(number).sees('Actions of', 90_000).press(action);
  await shop.slack.as('U0SENIOR').incident(number).sees('Approve', 90_000).press('Approve');
}

/** What stands more than once, which in a sound workspace is nothing. */
export function standingTwice(standing: string[]): string[] {
  return standing.filter((line, index) => standing.indexOf(line) !== index);
}

const files = (work: string): Record<string, string> => ({
  'runbell.yaml': `people:
  oncall: { name: Olive, slack: U0ONCALL }
  senior: { name: Samir, slack: U0SENIOR }
  manager: { name: Mina, slack: U0MANAGER }
policies:
  shop:
    levels:
      - { name: first, page: [oncall], wait: 10s }
      - { name: second, page: [senior], wait: 10s }
      - { name: third, page: [manager], wait: 10s }
    repeat: 0
hook_keys: { monitoring: long-and-random }
default_service: shop
`,
  'shop/service.yaml': `service: shop
alerts: { job: shop }
severities: { critical: p1 }
escalation: shop
approvers: [oncall, senior, manager]
target: { name: shop-host, cwd: ${work}, env: [PATH] }
targets: [{ name: other-host, cwd: ${work}, env: [PATH], orphans: end }]
actions:
  quick: { title: Quick, run: [./quick.sh] }
  slow: { title: Slow, run: [./slow.sh] }
  slow-aside: { title: Sidestep, run: [./slow.sh], target: other-host }
  aside: { title: Aside, run: [./quick.sh, aside], target: other-host }
`,
  'shop/operations.md':
    '# Shop\n\n## ShopDown\n\n1. Look who is there\n2. Wake it up\n\n```bash\n./quick.sh\n```\n',
});

// `$$` is the process, so that two executions never write the same line.
const scripts = {
  'quick.sh': '#!/bin/sh\necho "quick $1 $$" >> executed\n',
  'slow.sh':
    '#!/bin/sh\necho "slow $$" >> executed\nn=0\nwhile [ ! -e go ] && [ $n -lt 600 ]; do sleep 0.1; n=$((n+1)); done\n',
};

async function write(folder: string, contents: Record<string, string>): Promise<void> {
  for (const [name, text] of Object.entries(contents)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
}

async function standing(apiUrl: string, token: string, slack: SlackSide): Promise<string[]> {
  const { channels } = await slack.state();
  const found = channels
    .filter(({ name }) => name.startsWith('inc-'))
    .map(({ name }) => `channel: ${name.split('-').slice(0, 2).join('-')}`);
  for (const channel of channels) {
    if (!channel.members.includes('U0RUNBELL') && !channel.is_im) continue;
    const top = await call('conversations.history', { channel: channel.id });
    for (const message of top) {
      const under =
        Number(message.reply_count ?? 0) > 0
          ? (await call('conversations.replies', { channel: channel.id, ts: message.ts })).slice(1)
          : [];
      found.push(...[message, ...under].flatMap((one) => slotOf(channel.id, one)));
    }
  }
  return found;

  async function call(method: string, args: Record<string, unknown>): Promise<Wire[]> {
    const answer = await fetch(new URL(method, apiUrl), {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ ...args, limit: 900, include_all_metadata: true }),
    });
    const { messages } = (await answer.json()) as { messages?: Wire[] };
    return messages ?? [];
  }
}

interface Wire {
  ts: string;
  reply_count?: number;
  metadata?: { event_payload: { incident?: string; slot?: string } };
}

function slotOf(channel: string, { metadata }: Wire): string[] {
  const { incident, slot } = metadata?.event_payload ?? {};
  return slot ? [`${channel}: ${incident} ${slot}`] : [];
}
