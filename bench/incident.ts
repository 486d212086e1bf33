import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { WebClient } from '@slack/web-api';
import { liveRedactor } from '../src/action/redact.ts';
import { type Bot, startBot } from '../src/app.ts';
import { loadDirectory } from '../src/config/load.ts';
import { formatProblems } from '../src/config/problems.ts';
import { createLog } from '../src/lib/log.ts';
import type { Message, SandboxEvent } from '../src/sandbox/contract.ts';
import { statsTable } from './stats.ts';
import { type Watch, watchWorkspace } from './watch.ts';

export const about =
  'from an alert to a channel with steps, and from a slash command to its answer';

const warmUp = 5;
// The bot keeps to 20 channels and 15 topics a minute (src/slack/outbound/rates.ts), and an incident that
// opens and is taken sets its topic twice: faster than this would measure how long the one before waits.
const EVERY_MS = 8000;
const ONCALL = 'U0ONCALL';

/** What is measured, and the bare call of the same run that it is compared with. */
const rows = [
  ['bare: make a channel, post the same two messages', null],
  ['bare: post one direct message', null],
  ['bare: GET /healthz', null],
  ['bare: api.test', null],
  ['alert -> 202', 'bare: GET /healthz'],
  ['alert -> its channel', 'bare: make a channel, post the same two messages'],
  ['alert -> channel with card and steps', 'bare: make a channel, post the same two messages'],
  ['alert -> first page', 'bare: post one direct message'],
  ['/incident ack -> acknowledged to Slack', 'bare: api.test'],
  ['/incident ack -> private answer', 'bare: api.test'],
] as const;

type What = (typeof rows)[number][0];
type Sample = Record<What, number>;

interface Bench {
  bot: Bot;
  workspace: string;
  watch: Watch;
  bare: WebClient;
}

/** One incident after the other on a bot of its own, which is gone afterwards. */
export async function run(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { n: { type: 'string', default: '30' } } });
  const tries = Number(values.n);
  if (!Number.isInteger(tries) || tries < 1) throw new Error('--n takes a whole number from 1');
  // The first Ctrl+C ends after the incident that is under way, so that nothing is left behind.
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  const data = await mkdtemp(join(tmpdir(), 'runbell-bench-'));
  try {
    const bot = await start(data);
    try {
      await measure(bot, tries, stop.signal);
    } finally {
      await bot.stop();
    }
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}

async function start(data: string): Promise<Bot> {
  const home = resolve(import.meta.dirname, '../runbooks');
  const env = { ...process.env, RUNBELL_DATA: data };
  const { directory, problems } = await loadDirectory(home, env);
  if (problems.length > 0) throw new Error(formatProblems(problems));
  const redactor = liveRedactor();
  return startBot({
    settings: {
      ...{ home, data, port: 0, sandboxPort: 0, databaseUrl: null, redisUrl: null },
      ...{ slack: { mode: 'sandbox' }, logLevel: 'error' },
    },
    directory,
    log: createLog('error', redactor.json),
    redactor,
    say: () => undefined,
    targets: 'all',
    sandbox: { state: { limits: 'off' } },
    practiceFleet: { kindleSyncPort: 0 },
  });
}

async function measure(bot: Bot, tries: number, stop: AbortSignal): Promise<void> {
  const { sandbox, fleet } = bot;
  if (!sandbox) throw new Error('the local workspace did not start');
  await fleet;
  const bare = new WebClient(sandbox.botToken, { slackApiUrl: sandbox.apiUrl });
  const watch = await watchWorkspace(sandbox.url);
  const seconds = Math.ceil(((tries + warmUp) * EVERY_MS) / 1000);
  console.log(
    `${tries} incidents after ${warmUp} to warm up, one every ${EVERY_MS / 1000} s to stay within Slack's limits: about ${seconds} s.`,
  );
  const samples = await collect({ bot, workspace: sandbox.url, watch, bare }, tries, stop).finally(
    () => watch.close(),
  );
  console.log(
    statsTable(
      rows.map(([what, against]) => ({
        what,
        samples: samples.map((sample) => sample[what]),
        ...(against !== null && { against }),
      })),
    ),
  );
}

async function collect(bench: Bench, tries: number, stop: AbortSignal): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (let n = 1; n <= warmUp + tries && !stop.aborted; n += 1) {
    const next = delay(EVERY_MS, undefined, { signal: stop }).catch(() => undefined);
    const sample = await oneIncident(bench, n);
    if (n > warmUp) samples.push(sample);
    await carriedOut(bench.bot);
    await next;
  }
  return samples;
}

async function oneIncident(bench: Bench, n: number): Promise<Sample> {
  const { bot, workspace, watch } = bench;
  const healthz = await timed(async () => void (await (await fetch(`${bot.url}/healthz`)).text()));

  const fired = performance.now();
  const number = await fire(bot, n);
  const answered = performance.now();
  const room = await watch.first(fired, `a channel for incident ${number}`, channelOf(number));
  const channel = room.found;
  const card = await watch.first(fired, 'the card', slotIn(channel, 'card'));
  const steps = await watch.first(fired, 'the steps', slotIn(channel, 'procedure:'));
  const page = await watch.first(fired, 'the page', pageAfter(card.found));
  await carriedOut(bot);

  const typed = performance.now();
  const command = { user: ONCALL, channel, command: '/incident', text: 'ack' };
  const ack = await post(`${workspace}/_control/command`, command);
  const acknowledged = performance.now();
  if (ack.ok !== true) throw new Error(`/incident ack: ${JSON.stringify(ack)}`);
  const told = await watch.first(typed, 'the private answer', answerIn(channel));

  return {
    ...(await bareCalls(bench, n, card.found, steps.found, page.found)),
    'bare: GET /healthz': healthz,
    'alert -> 202': answered - fired,
    'alert -> its channel': room.at - fired,
    'alert -> channel with card and steps': Math.max(card.at, steps.at) - fired,
    'alert -> first page': page.at - fired,
    '/incident ack -> acknowledged to Slack': acknowledged - typed,
    '/incident ack -> private answer': told.at - typed,
  };
}

/** The same messages by the same SDK, with no bot around it. */
async function bareCalls({ bare }: Bench, n: number, card: Message, steps: Message, page: Message) {
  const post = (channel: string, { text, blocks }: Message) =>
    bare.apiCall('chat.postMessage', { channel, text, blocks });
  return {
    'bare: make a channel, post the same two messages': await timed(async () => {
      const made = await bare.conversations.create({ name: `bare-${n}` });
      const channel = made.channel?.id ?? '';
      await post(channel, card);
      await post(channel, steps);
    }),
    'bare: post one direct message': await timed(() => post(page.channel, page)),
    'bare: api.test': await timed(() => bare.api.test()),
  };
}

/** A rule of its own each time, since an alert of a known rule joins its incident. */
async function fire(bot: Bot, n: number): Promise<number> {
  const labels = { alertname: `KindleSyncDown ${n}`, job: 'kindle-sync', severity: 'critical' };
  const alert = { status: 'firing', labels, annotations: { summary: 'KindleSyncDown' } };
  const body = { version: '4', status: 'firing', alerts: [alert] };
  const { incidents } = await post(`${bot.url}/hooks/alertmanager/practice`, body);
  const [first] = incidents ?? [];
  if (first?.action !== 'opened') throw new Error(`the alert opened no incident: ${first?.action}`);
  return first.number;
}

interface Answer {
  ok?: boolean;
  incidents?: { number: number; action: string }[];
}

async function post(url: string, body: unknown): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return response.json();
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Waits until nothing of one incident is left to do, so that it does not slow the next. */
async function carriedOut({ core }: Bot): Promise<void> {
  for (;;) {
    const lanes = Object.values(await core.world.store.outbox.stats());
    if (lanes.every(({ depth }) => depth === 0)) return;
    await delay(20);
  }
}

function channelOf(number: number) {
  return (event: SandboxEvent) =>
    event.type === 'channel' && event.channel.name.startsWith(`inc-${number}-`)
      ? event.channel.id
      : null;
}

/** The bot's message of that name in a channel, once it has buttons. */
function slotIn(channel: string, slot: string) {
  return (event: SandboxEvent) => {
    if (event.type !== 'message' || event.message.channel !== channel) return null;
    const { metadata, blocks } = event.message;
    const named = String(metadata?.event_payload.slot ?? '').startsWith(slot);
    return named && JSON.stringify(blocks).includes('"type":"button"') ? event.message : null;
  };
}

/** A direct message about the incident of this card. */
function pageAfter(card: Message) {
  return (event: SandboxEvent) => {
    if (event.type !== 'message') return null;
    const mark = event.message.metadata?.event_payload;
    const same = mark?.incident === card.metadata?.event_payload.incident;
    return same && String(mark?.slot).startsWith('page:') ? event.message : null;
  };
}

function answerIn(channel: string) {
  return (event: SandboxEvent) =>
    event.type === 'ephemeral' && event.message.channel === channel ? event.message : null;
}
