import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { atMost, bounded } from './bounds.ts';

/** What the bot counts. Plain functions, so that nothing else knows the metrics library. */
export interface Metrics {
  registry: Registry;
  alertsReceived(source: string, outcome: string, count?: number): void;
  httpAnswered(route: string, status: number): void;
  slackCalled(method: string, outcome: string): void;
  /** One attempt to reach somebody. */
  notified(means: string, outcome: string): void;
  /** How long after its due time a page was sent. */
  pageSent(lateMs: number): void;
  runEntered(state: string): void;
  /** How long a job stood in its queue. */
  jobStarted(queue: string, waitMs: number): void;
  /** Where the gauges get their numbers, asked at each scrape; a source that fails leaves NaN. */
  watch(sources: GaugeSources): void;
}

export interface GaugeSources {
  openIncidents?: () => Promise<number>;
  outbox?: () => Promise<{ depth: number; oldestMs: number }>;
  brokenConfig?: () => Promise<number>;
  /** How many providers are left alone because they are down. */
  trippedProviders?: () => Promise<number>;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const counter = (name: string, help: string, labelNames: string[]) =>
    new Counter({ name: `runbell_${name}`, help, labelNames, registers });
  const seconds = (name: string, help: string, buckets: number[], labelNames: string[] = []) =>
    new Histogram({ name: `runbell_${name}`, help, buckets, labelNames, registers });

  const alerts = counter('alerts_received_total', 'Alerts by sender and outcome.', [
    'source',
    'outcome',
  ]);
  const http = counter('http_requests_total', 'HTTP answers.', ['route', 'status']);
  const slack = counter('slack_calls_total', 'Calls of the Slack Web API.', ['method', 'outcome']);
  const runs = counter('runs_total', 'Runs by the state that they entered.', ['state']);
  const notifications = counter('notifications_total', 'Attempts to reach somebody.', [
    'means',
    'outcome',
  ]);
  const late = seconds(
    'page_lateness_seconds',
    'From due to sent.',
    [0.1, 0.5, 1, 2, 5, 15, 60, 300],
  );
  const wait = seconds(
    'queue_wait_seconds',
    'From due to started.',
    [0.01, 0.05, 0.1, 0.5, 1, 5, 30, 120],
    ['queue'],
  );

  const source = bounded(20);
  const outcome = bounded(20);
  const route = bounded(20);
  const method = bounded(60);
  const callOutcome = bounded(20);
  const state = bounded(20);
  const queue = bounded(50);

  return {
    registry,
    alertsReceived: (from, how, count = 1) =>
      alerts.inc({ source: source(from), outcome: outcome(how) }, count),
    httpAnswered: (path, status) => http.inc({ route: route(path), status }),
    slackCalled: (name, how) => slack.inc({ method: method(name), outcome: callOutcome(how) }),
    notified: (means, how) => notifications.inc({ means, outcome: outcome(how) }),
    pageSent: (lateMs) => late.observe(Math.max(0, lateMs) / 1000),
    runEntered: (name) => runs.inc({ state: state(name) }),
    jobStarted: (name, waitMs) => wait.observe({ queue: queue(name) }, Math.max(0, waitMs) / 1000),
    watch: (sources) => watch(registry, sources),
  };
}

function watch(
  registry: Registry,
  { openIncidents, outbox, brokenConfig, trippedProviders }: GaugeSources,
): void {
  const gauge = (name: string, help: string, ask: () => Promise<number>) =>
    new Gauge({
      name: `runbell_${name}`,
      help,
      registers: [registry],
      async collect() {
        this.set(await atMost(2000, ask()).catch(() => Number.NaN));
      },
    });
  if (openIncidents) gauge('incidents_open', 'Incidents that are not resolved.', openIncidents);
  if (brokenConfig)
    gauge('config_broken', 'Files whose last good version stays in force.', brokenConfig);
  if (trippedProviders)
    gauge(
      'providers_tripped',
      'Providers of pages that are left alone because they are down.',
      trippedProviders,
    );
  if (outbox) {
    gauge(
      'outbox_depth',
      'Effects that wait to be carried out.',
      async () => (await outbox()).depth,
    );
    gauge(
      'outbox_age_seconds',
      'Age of the oldest effect that waits.',
      async () => (await outbox()).oldestMs / 1000,
    );
  }
}
