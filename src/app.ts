import type { LiveRedactor } from './action/redact.ts';
import { type Auditing, type AuditPace, startAuditor } from './auditor.ts';
import { feedsOf } from './calendars/feeds.ts';
import { type Keeping, keepCalendars } from './calendars/keep.ts';
import type { Config } from './config/config.ts';
import type { Settings } from './config/env.ts';
import { type Core, introduceBot, openCore } from './core.ts';
import { type Alarm, startAlarm } from './flow/alarm.ts';
import { startDrain } from './flow/drain.ts';
import { receiveAlerts } from './flow/incident/receive-alert.ts';
import { outboxTotals } from './flow/outbox-totals.ts';
import type { Effect } from './flow/ports.ts';
import { dispatchRun } from './flow/run/dispatch-run.ts';
import { startSweeping } from './flow/sweep.ts';
import { atMost } from './http/bounds.ts';
import { createMetrics } from './http/metrics.ts';
import { type HttpServer, startHttp } from './http/server.ts';
import type { MovableClock } from './lib/clock.ts';
import { SECOND } from './lib/duration.ts';
import type { Log } from './lib/log.ts';
import { unreachable } from './lib/unreachable.ts';
import { openPaging, type Paging } from './paging.ts';
import { type Fleet, startFleet } from './practice/fleet/index.ts';
import { withoutPracticeKey } from './practice/intake-key.ts';
import { mountPractice } from './practice/routes.ts';
import { type Reloading, startReloading } from './reload.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from './sandbox/server.ts';
import type { Directory } from './service/directory.ts';
import type { SlackAccess } from './slack/bolt.ts';
import { openSlack, type SlackGateway } from './slack/gateway.ts';
import { asStorageFault } from './store/storage-fault.ts';
import { startTargets, type TargetOptions, type Targets } from './targets.ts';

export interface BotOptions extends Pick<TargetOptions, 'gate'> {
  settings: Settings;
  directory: Directory;
  /** Where the directory came from, to pick up edits; without it they wait for the next start. */
  config?: Config;
  log: Log;
  /** The one that the log has too. */
  redactor: LiveRedactor;
  /** For people: what is going on while it starts. */
  say: (line: string) => void;
  /** Targets that this process serves itself. */
  targets: 'all' | string[];
  /** What this machine has that some runs need. */
  labels?: string[];
  /** Tests shape the local workspace with it. */
  sandbox?: Pick<SandboxOptions, 'state'>;
  clock?: MovableClock;
  practiceFleet?: { kindleSyncPort?: number };
  /** False spares a test the waiting for Slack's rates, in a workspace that has none. */
  paced?: boolean;
  auditPace?: AuditPace;
  /** Fires when nobody wants it any more; looked at once the database is there, which takes longest. */
  unwanted?: AbortSignal;
}

export interface Bot {
  /** Hooks, health, metrics, practice. */
  url: string;
  sandbox: Sandbox | null;
  core: Core;
  fleet: Promise<Fleet> | null;
  stop(): Promise<void>;
}

const STOP_WITHIN_MS = 8 * SECOND;
const LAST_NEWS_MS = SECOND;

/** The whole bot. The only place that knows every adapter. What was started before a fault is stopped again. */
export async function startBot(options: BotOptions): Promise<Bot> {
  const parts: Parts = {};
  try {
    return await assemble(options, parts);
  } catch (error) {
    await stop(parts);
    throw error;
  }
}

/** Nothing is carried out before every port is ours, so that a second bot started by mistake does no harm. */
async function assemble(options: BotOptions, parts: Parts): Promise<Bot> {
  const { settings, directory, log, say } = options;
  const sandbox =
    settings.slack.mode === 'sandbox'
      ? await startSandbox({ port: settings.sandboxPort, log, ...options.sandbox })
      : null;
  parts.sandbox = sandbox;
  const core = await openCore(options);
  parts.core = core;
  options.unwanted?.throwIfAborted();
  const { world, queues } = core;
  const calendars = await keepCalendars(core, log);
  parts.calendars = calendars;
  await introduceBot(world, sandbox ? 'sandbox' : 'slack');
  const metrics = createMetrics();
  const slack = await openSlack(accessOf(settings, sandbox), world, {
    onCall: metrics.slackCalled,
    paced: options.paced ?? true,
  });
  parts.slack = slack;
  const paging = openPaging(world, settings, slack, metrics);
  const hookKeys = () =>
    sandbox ? world.directory.hookKeys : withoutPracticeKey(world.directory.hookKeys);
  if (hookKeys().size === 0)
    say('No sender can reach the bot yet: name a key of your own under `hook_keys`.');
  let listening = () => {};
  const fleet =
    sandbox &&
    new Promise<void>((resolve) => {
      listening = resolve;
    }).then(() =>
      startFleet({
        dataDir: settings.data,
        databaseUrl: core.databaseUrl,
        log,
        ...options.practiceFleet,
      }),
    );
  fleet?.catch((error) => log.error({ err: error }, 'the practice fleet could not start'));
  const http = await startHttp({
    port: settings.port,
    host: sandbox ? '127.0.0.1' : '0.0.0.0',
    hooks: {
      keys: hookKeys,
      receive: (alerts, notes) => receiveAlerts(world, alerts, notes).catch(asStorageFault),
    },
    calendars: feedsOf(world),
    checks: { database: core.databaseAnswers, queue: queues.ping, slack: slack.connected },
    metrics,
    log,
    ...(slack.requestListener && { slack: slack.requestListener }),
    mount: (app) => {
      paging.mount(app);
      if (sandbox && fleet)
        mountPractice(app, { world, clock: core.clock, fleet, origin: sandbox.url });
    },
  });
  parts.http = http;
  listening();
  parts.fleet = fleet;

  const drain = startDrain(
    world.store.outbox,
    (effect, attempt) => carry(core, slack, paging, parts, effect, attempt),
    log,
  );
  parts.drain = drain;
  core.onWake(drain.nudge);
  await queues.workBell({ drain: async () => drain.nudge() });
  parts.alarm = startAlarm(world);
  parts.sweeping = startSweeping(world);
  parts.auditor = startAuditor(core, settings, slack, metrics, options.auditPace);
  parts.targets = startTargets(core, {
    settings,
    targets: options.targets,
    ...(options.labels && { labels: options.labels }),
    directory,
    log,
    fleet,
    metrics,
    ...(options.gate && { gate: options.gate }),
  });
  parts.reloading =
    options.config && startReloading(core, options.config, log, slack, calendars.broken);
  metrics.watch({
    openIncidents: async () => (await world.store.incidents.open()).length,
    outbox: () => outboxTotals(world.store.outbox),
    trippedProviders: async () => paging.tripped().length,
    brokenConfig: async () => new Set(parts.reloading?.broken().map(({ file }) => file)).size,
  });
  sandbox?.setPractice(http.url);
  return { url: http.url, sandbox, core, fleet, stop: () => stop(parts) };
}

async function carry(
  { world, queues }: Core,
  slack: SlackGateway,
  paging: Paging,
  { alarm, targets }: Pick<Parts, 'alarm' | 'targets'>,
  effect: Effect,
  attempt: number,
): Promise<void> {
  switch (effect.kind) {
    case 'page':
    case 'end-page':
    case 'send-code':
      return paging.carry(effect);
    case 'sync-incident':
    case 'handoff':
    case 'sync-oncall':
    case 'follow-on-call':
      return slack.carry(effect, attempt);
    case 'alarm':
      return alarm?.at(new Date(effect.dueAt));
    case 'dispatch-preview':
      return queues.addPreview(effect.lane, effect.runId);
    case 'dispatch-run':
      return dispatchRun(world, effect, targets?.hand ?? queues.addRun);
    default:
      return unreachable(effect);
  }
}

function accessOf({ slack }: Settings, sandbox: Sandbox | null): SlackAccess {
  if (slack.mode === 'sandbox') {
    if (sandbox === null) throw new Error('the local workspace was not started');
    const { botToken, appToken, apiUrl } = sandbox;
    return { mode: 'socket', botToken, appToken, apiUrl };
  }
  return { ...slack, apiUrl: slack.apiUrl ?? null };
}

interface Parts {
  sandbox?: Sandbox | null;
  core?: Core;
  slack?: SlackGateway;
  http?: HttpServer;
  fleet?: Promise<Fleet> | null;
  drain?: { stop(): Promise<void> };
  alarm?: Alarm;
  sweeping?: { stop(): void };
  auditor?: Auditing;
  calendars?: Keeping;
  reloading?: Reloading | undefined;
  targets?: Targets;
}

/** Takes nothing new, lets what runs end, gives Slack a moment for the last news, and leaves the database last. */
async function stop(parts: Parts): Promise<void> {
  const { core, slack, drain, fleet } = parts;
  parts.sweeping?.stop();
  await Promise.all([
    parts.alarm?.stop(),
    parts.auditor?.stop(),
    parts.calendars?.stop(),
    parts.reloading?.stop(),
    parts.http?.close(),
    parts.targets?.stop(),
    core?.queues.close(STOP_WITHIN_MS),
  ]);
  const drained = drain?.stop() ?? Promise.resolve();
  await atMost(LAST_NEWS_MS, drained).catch(() => undefined);
  await slack?.stop();
  await atMost(LAST_NEWS_MS, drained).catch(() => undefined);
  await fleet?.then((started) => started.close()).catch(() => undefined);
  await parts.sandbox?.close();
  await core?.close();
}
