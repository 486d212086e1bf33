import type { Run } from '../src/action/run.ts';
import { declare } from '../src/flow/incident/declare.ts';
import type { World } from '../src/flow/ports.ts';
import { decideRun } from '../src/flow/run/approve.ts';
import { pressStep } from '../src/flow/run/press-step.ts';
import { isRefusal, type Refusal } from '../src/lib/refusal.ts';
import { patiently } from './patiently.ts';

/** The organisation that these act in, without its services. */
export const organisation = `people:
  oncall: { name: Olive, slack: U0ONCALL }
  senior: { name: Samir, slack: U0SENIOR }
hook_keys: { monitoring: long-and-random }
policies: { shop: { levels: [{ name: first, page: [oncall], wait: 1h }], repeat: 0 } }
default_service: shop
limits:
  person: { runs_per_minute: 10000, outstanding: 10000 }
  service: { runs_per_minute: 10000, outstanding: 10000 }
  all: { runs_per_minute: 10000, outstanding: 10000 }
  circuit: { failures: 0 }
`;

/** One person opens an incident of the service `shop` and asks for its actions. */
export async function openIncident(world: World): Promise<string> {
  const draft = { title: 'Trial', severity: 'p1', service: 'shop', by: 'U0ONCALL' } as const;
  return certain(await patiently(() => declare(world, draft))).id;
}

export async function ask(
  world: World,
  incidentId: string,
  action: string,
  values: Record<string, string> = {},
): Promise<Run> {
  const press = { incidentId, stepKey: null, action, values, by: 'U0ONCALL' };
  const pressed = certain(await patiently(() => pressStep(world, press)));
  if (!('run' in pressed)) throw new Error(`${action} asks for values`);
  return pressed.run;
}

/** Another one lets it go. */
export async function approve(world: World, { id, fingerprint }: Run): Promise<void> {
  const decision = { runId: id, decision: 'approve', fingerprint, reason: null } as const;
  certain(await patiently(() => decideRun(world, { ...decision, by: 'U0SENIOR' })));
}

function certain<T>(answer: T | Refusal): T {
  if (isRefusal(answer)) throw new Error(answer.text);
  return answer as T;
}
