import type { Incident } from '../../src/incident/types.ts';
import { isRefusal, type Refusal } from '../../src/lib/refusal.ts';
import type { Escalation } from '../../src/oncall/escalation.ts';
import type { Around } from '../../src/oncall/next-step.ts';
import { Policy } from '../../src/oncall/policy.ts';
import { personOf } from '../../src/oncall/recipient.ts';

const t0 = new Date('2026-05-04T10:00:00Z');
export const now = new Date('2026-05-04T10:07:00Z');

export const policy = Policy.parse({
  page: ['p1', 'p2'],
  levels: [
    { name: 'on call', page: ['schedule:primary'], wait: '5m' },
    { name: 'seniors', page: ['ann', 'bob'], wait: '10m' },
  ],
  repeat: 1,
});
export const named = [{ name: 'main', policy }];

const people: Record<string, string[]> = {
  'schedule:primary': ['U0ONCALL'],
  ann: ['U0ANN'],
  bob: ['U0BOB'],
};
export const around = aroundOf((target) => people[target] ?? []);

/** P2, everybody's clock is UTC, and nobody had a turn yet. */
export function aroundOf(whoIs: (target: string) => string[]): Around {
  return {
    severity: 'p2',
    reach: (targets) => targets.flatMap(whoIs).map((user) => ({ ...personOf(user), zone: 'UTC' })),
    turns: () => [],
  };
}

export function escalation(part: Partial<Escalation> = {}): Escalation {
  return {
    policyName: 'main',
    policy,
    chain: named,
    handed: 0,
    state: 'running',
    round: 1,
    afresh: part.round ?? 1,
    level: 0,
    repeats: 0,
    nextAt: new Date('2026-05-04T10:05:00Z'),
    asked: false,
    paged: [],
    acked: [],
    watch: null,
    ...part,
  };
}

export function incident(part: Partial<Incident> = {}): Incident {
  return {
    id: 'i1',
    number: 7,
    service: 'kindle-sync',
    severity: 'p2',
    title: 'KindleSyncDown',
    status: 'open',
    alertKey: 'k1',
    declaredBy: null,
    lead: null,
    openedAt: t0,
    acknowledgedAt: null,
    acknowledgedBy: null,
    resolvedAt: null,
    resolvedBy: null,
    note: null,
    channelId: 'C7',
    channelName: 'inc-7-kindlesyncdown',
    escalation: escalation(),
    procedures: [],
    ...part,
  };
}

export function acknowledged(part: Partial<Incident> = {}): Incident {
  return incident({
    status: 'acknowledged',
    acknowledgedAt: t0,
    acknowledgedBy: 'U0ANN',
    lead: 'U0ANN',
    escalation: escalation({ state: 'acknowledged', nextAt: null }),
    ...part,
  });
}

export function resolved(part: Partial<Incident> = {}): Incident {
  return acknowledged({
    status: 'resolved',
    resolvedAt: t0,
    resolvedBy: 'U0BOB',
    escalation: escalation({ state: 'ended', nextAt: null }),
    ...part,
  });
}

export function allowed<Value>(result: Value | Refusal): Value {
  if (isRefusal(result)) throw new Error(`refused: ${result.code}: ${result.text}`);
  return result;
}

export function refusal(result: unknown): Refusal {
  if (!isRefusal(result)) throw new Error('this was allowed');
  return result;
}
