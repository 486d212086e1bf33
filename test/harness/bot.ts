import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { inject } from 'vitest';
import { liveRedactor } from '../../src/action/redact.ts';
import { type Bot, type BotOptions, startBot } from '../../src/app.ts';
import { openConfig } from '../../src/config/config.ts';
import { formatProblems } from '../../src/config/problems.ts';
import type { IncidentView, TimelineEntry } from '../../src/incident/types.ts';
import { createLog } from '../../src/lib/log.ts';
import type { Directory } from '../../src/service/directory.ts';
import { secretValues } from '../../src/service/secret-values.ts';
import { freshDatabase } from './database.ts';
import { eventually } from './eventually.ts';
import { SlackSide } from './slack-side.ts';

export interface TestBot extends AsyncDisposable {
  bot: Bot;
  slack: SlackSide;
  data: string;
  databaseUrl: string;
  post(path: string, body: unknown): Promise<{ status: number; json: Record<string, unknown> }>;
  /** Fires (or resolves) one alert through Alertmanager's webhook. */
  alert(
    name: string,
    labels?: Record<string, string>,
    status?: 'firing' | 'resolved',
    summary?: string,
  ): Promise<{ number: number; action: string } | undefined>;
  /** Everything that the database knows of an incident, with its timeline. */
  incident(number: number): Promise<IncidentView & { timeline: TimelineEntry[] }>;
  /** One Web API call with the bot's own token, behind its back. */
  api(method: string, args: Record<string, unknown>): Promise<Record<string, unknown>>;
  /** Moves the bot's clock, acting on every timer on the way. */
  advance(by: string): Promise<void>;
  /** Waits until the outbox is empty: everything that was decided has been carried out. */
  settled(): Promise<void>;
  /** Stops the bot and starts it again on the same database and workspace data. */
  stop(): Promise<void>;
}

export interface TestBotOptions {
  targets?: BotOptions['targets'];
  /** Which runs are let through; as in the try-out when left out. */
  gate?: BotOptions['gate'];
  /** Changes the five services' directory before the bot starts. */
  change?: (directory: Directory) => void;
  /** Slack's rate limits; off unless a test is about them. */
  limits?: 'slack' | 'off';
  /** Waits for Slack's rates as in real life; without it a scenario takes a tenth of the time. */
  paced?: boolean;
  /** The least severe line that is printed; `silent` where trouble is the story. */
  logLevel?: string;
  kindleSyncPort?: number;
  /** Another folder than the five services', whose edits are picked up. */
  home?: string;
  databaseUrl?: string;
  env?: Record<string, string>;
  /** The accounts of those who carry pages. */
  providers?: BotOptions['settings']['providers'];
  /** Who is told that paging is in order, and how often the auditor looks. */
  deadmanUrl?: string;
  auditPace?: BotOptions['auditPace'];
  /** Another clock than one that runs. */
  clock?: BotOptions['clock'];
}

/** The whole bot with its local workspace, on a database of its own, its clock moved by hand. */
export async function startTestBot(options: TestBotOptions = {}): Promise<TestBot> {
  const data = await mkdtemp(join(tmpdir(), 'runbell-test-'));
  const database = options.databaseUrl ? null : await freshDatabase();
  const databaseUrl = options.databaseUrl ?? database?.url ?? '';
  const env = { ...process.env, RUNBELL_DATA: data, ...options.env };
  const config = openConfig(options.home ?? resolve('runbooks'), env);
  const { directory, problems } = await config.first();
  if (problems.length > 0) throw new Error(formatProblems(problems));
  options.change?.(directory);
  const redactor = liveRedactor(secretValues(process.env, directory));
  const bot = await startBot({
    settings: {
      home: resolve('runbooks'),
      data,
      port: 0,
      sandboxPort: 0,
      databaseUrl,
      redisUrl: redisUrl(),
      slack: { mode: 'sandbox' },
      ...(options.providers && { providers: options.providers }),
      ...(options.deadmanUrl && { deadmanUrl: options.deadmanUrl }),
      logLevel: 'error',
    },
    directory,
    ...(options.home && { config }),
    log: createLog(process.env.TEST_LOG ?? options.logLevel ?? 'error', redactor.json),
    redactor,
    say: () => undefined,
    targets: options.targets ?? 'all',
    ...(options.gate && { gate: options.gate }),
    ...(options.clock && { clock: options.clock }),
    ...(options.auditPace && { auditPace: options.auditPace }),
    sandbox: { state: { limits: options.limits ?? 'off' } },
    paced: options.paced ?? false,
    practiceFleet: { kindleSyncPort: options.kindleSyncPort ?? 0 },
  });
  if (!bot.sandbox) throw new Error('the local workspace did not start');
  const slack = new SlackSide(bot.sandbox.url);
  let stopped = false;

  async function post(path: string, body: unknown) {
    const response = await fetch(`${bot.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return { status: response.status, json: await response.json() };
  }

  async function stop() {
    if (stopped) return;
    stopped = true;
    await bot.stop();
  }

  return {
    bot,
    slack,
    data,
    databaseUrl,
    post,
    alert: async (name, labels = {}, status = 'firing', summary) => {
      const all = { alertname: name, job: 'kindle-sync', severity: 'critical', ...labels };
      const { status: code, json } = await post(
        '/hooks/alertmanager/practice',
        webhook(all, status, summary),
      );
      if (code !== 202) throw new Error(`the hook answered ${code}: ${JSON.stringify(json)}`);
      return (json.incidents as { number: number; action: string }[])[0];
    },
    incident: async (number) => {
      const { incidents } = bot.core.world.store;
      const id = (await incidents.byNumber(number))?.id ?? '';
      const view = await incidents.view(id);
      if (view === null) throw new Error(`there is no incident ${number}`);
      return { ...view, timeline: await incidents.timeline(id) };
    },
    api: async (method, args) => {
      const { apiUrl = '', botToken = '' } = bot.sandbox ?? {};
      const response = await fetch(new URL(method, apiUrl), {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${botToken}` },
        body: JSON.stringify(args),
      });
      return response.json();
    },
    advance: async (by) => {
      const { status, json } = await post('/practice/advance', { by });
      if (status !== 200) throw new Error(JSON.stringify(json));
    },
    settled: async () => {
      await eventually(
        'everything is carried out',
        async () => {
          const lanes = await bot.core.world.store.outbox.stats();
          return Object.values(lanes).every(({ depth }) => depth === 0);
        },
        20_000,
      );
    },
    stop,
    [Symbol.asyncDispose]: async () => {
      slack.close();
      await stop();
      await database?.[Symbol.asyncDispose]();
      await rm(data, { recursive: true, force: true });
      slack.failOnUnexpected();
    },
  };
}

export function webhook(
  labels: Record<string, string>,
  status: 'firing' | 'resolved' = 'firing',
  summary = `${labels.alertname} on ${labels.job}`,
) {
  const at = new Date().toISOString();
  return {
    version: '4',
    groupKey: `{}:{alertname="${labels.alertname}"}`,
    status,
    receiver: 'runbell',
    groupLabels: {},
    commonLabels: labels,
    commonAnnotations: {},
    externalURL: 'http://alertmanager.example',
    alerts: [
      {
        status,
        labels,
        annotations: { summary },
        startsAt: at,
        endsAt: status === 'resolved' ? at : '0001-01-01T00:00:00Z',
        generatorURL: 'http://prometheus.example/graph',
        fingerprint: Object.values(labels).join('-'),
      },
    ],
  };
}

function redisUrl(): string | null {
  return inject('redisUrl') ?? null;
}
