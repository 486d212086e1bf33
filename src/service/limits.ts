import type { Circuit } from '../action/circuit.ts';
import type { Limits, Scope, Use } from '../action/limits.ts';
import type { Directory } from './directory.ts';
import type { Service } from './service.ts';

/** The limits that hold for an action of a service: the nearest word counts. */
export function limitsFor(
  { limits }: Pick<Directory, 'limits'>,
  service: Pick<Service, 'limits' | 'actions'>,
  action: string | null,
): Record<Scope, Use['limit']> {
  return {
    person: { ...limits.person, ...given(service.limits?.person) },
    service: { ...limits.service, ...given(service.limits?.service) },
    all: limits.all,
    action: {
      runs_per_minute: ownLimits(service, action)?.runs_per_minute ?? null,
      outstanding: null,
    },
  };
}

export function circuitFor(
  { limits }: { limits: Pick<Limits, 'circuit'> },
  service: Pick<Service, 'limits' | 'actions'>,
  action: string | null,
): Circuit {
  return {
    ...limits.circuit,
    ...given(service.limits?.circuit),
    ...given(ownLimits(service, action)?.circuit),
  };
}

/** Not just `actions[name]`: `constructor` is a name, and something that every object has. */
function ownLimits({ actions }: Pick<Service, 'actions'>, action: string | null) {
  return action !== null && Object.hasOwn(actions, action) ? actions[action]?.limits : undefined;
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function given<T extends object>(values: T | undefined): Given<T> {
  const set = Object.entries(values ?? {}).filter(([, value]) => value !== undefined);
  return Object.fromEntries(set) as Given<T>;
}
