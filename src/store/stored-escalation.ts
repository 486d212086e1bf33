import type { Escalation } from '../oncall/escalation.ts';
import type { Watch } from '../oncall/watch.ts';

type Undated<T> = {
  [K in keyof T]: T[K] extends Date ? string : T[K] extends Date | null ? string | null : T[K];
};

/** JSON has no dates. What came later is missing on incidents of older versions. */
export type StoredEscalation = Pick<
  Escalation,
  'policyName' | 'policy' | 'state' | 'round' | 'level' | 'repeats'
> &
  Partial<Pick<Escalation, 'chain' | 'handed' | 'afresh' | 'asked' | 'paged' | 'acked'>> & {
    nextAt: string | null;
    watch?: Undated<Watch> | null;
  };

export function readEscalation({ nextAt, watch, ...stored }: StoredEscalation): Escalation {
  const { policy, policyName, round } = stored;
  return {
    chain: policy === null ? [] : [{ name: policyName ?? '', policy }],
    handed: 0,
    afresh: round,
    asked: false,
    paged: [],
    acked: [],
    ...stored,
    nextAt: nextAt === null ? null : new Date(nextAt),
    watch: watch ? { ...watch, since: new Date(watch.since), dueAt: new Date(watch.dueAt) } : null,
  };
}
