import { setTimeout as delay } from 'node:timers/promises';
import type { Settings } from './config/env.ts';
import type { Core } from './core.ts';
import { lookAtGroups } from './flow/oncall/user-groups.ts';
import { audit } from './flow/record/audit.ts';
import type { Finding } from './flow/record/audit-ports.ts';
import { auditMetrics } from './http/audit-metrics.ts';
import type { Metrics } from './http/metrics.ts';
import { SECOND } from './lib/duration.ts';
import { tellDeadMan } from './notify/dead-man.ts';
import type { SlackGateway } from './slack/gateway.ts';
import { openAuditor } from './store/auditor.ts';

export interface AuditPace {
  everyMs: number;
  /** Between a look and the next, which confirms it; longer than any sweep. */
  settleMs: number;
}

export interface Auditing {
  stop(): Promise<void>;
}

/** Slack is asked for them every five minutes; pages do not depend on them. */
const ROUNDS_PER_LOOK_AT_GROUPS = 10;

const PACE: AuditPace = { everyMs: 30 * SECOND, settleMs: 5 * SECOND };

/**
 * Looks after paging every half minute, for as long as the process lives: repairs, tells the fallback
 * channel what it could not repair, and tells the dead man outside only when all is well.
 */
export function startAuditor(
  { world, databaseUrl }: Core,
  { deadmanUrl = null }: Pick<Settings, 'deadmanUrl'>,
  slack: Pick<SlackGateway, 'showFindings'>,
  { registry }: Pick<Metrics, 'registry'>,
  { everyMs, settleMs }: AuditPace = PACE,
): Auditing {
  const { log } = world;
  const metrics = auditMetrics(registry);
  const auditor = openAuditor(databaseUrl, (error) =>
    log.warn({ reason: error.message }, 'the connection of the auditor broke'),
  );
  const stopping = new AbortController();
  const pause = (ms: number) => delay<void>(ms, undefined, { signal: stopping.signal });
  let lastAt = Number.NEGATIVE_INFINITY;
  let telling = false;
  let rounds = 0;

  async function round(): Promise<void> {
    const audited = await auditor.inTurn((look) =>
      audit(world, heard(look), () => pause(settleMs)),
    );
    lastAt = performance.now();
    if (audited === null) return;
    rounds += 1;
    if (rounds % ROUNDS_PER_LOOK_AT_GROUPS === 0) await lookAtGroups(world);
    const { found, left } = audited;
    metrics.audited(found, left);
    if (found.length > 0) log.warn({ found }, 'the auditor found what must not be');
    for (const finding of left)
      log.error({ finding }, 'the auditor could not repair what it found');
    if (left.length === 0) await tellOutside();
    tell(left);
  }

  /** A Slack that does not answer keeps nothing from being repaired meanwhile. */
  function tell(left: Finding[]): void {
    if (telling) return;
    telling = true;
    void slack
      .showFindings(left)
      .catch((error: unknown) =>
        log.warn(
          { err: error },
          'the fallback channel could not be told; the next round tries again',
        ),
      )
      .finally(() => {
        telling = false;
      });
  }

  /** A worker's silence counts only while it could have been heard, as in every sweep. */
  function heard(look: (now: Date) => Promise<Finding[]>): typeof look {
    const hearing = performance.now() - lastAt < 2 * everyMs + settleMs;
    return async (now) => (await look(now)).filter(({ kind }) => kind !== 'run-silent' || hearing);
  }

  async function tellOutside(): Promise<void> {
    const why = deadmanUrl === null ? null : await tellDeadMan(deadmanUrl, stopping.signal);
    if (why !== null) log.warn({ reason: why }, 'DEADMAN_URL could not be told that all is well');
  }

  const loop = (async () => {
    // What a crash left is looked for soon after the start.
    for (let next = settleMs; !stopping.signal.aborted; next = everyMs) {
      await pause(next).catch(() => undefined);
      if (stopping.signal.aborted) break;
      await round().catch((error: unknown) => {
        if (!stopping.signal.aborted)
          log.warn({ err: error }, 'the auditor could not finish its round');
      });
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      await loop;
      await auditor.close();
    },
  };
}
