import type { Subject, Terms } from '../../action/approval-terms.ts';
import type { IncidentView } from '../../incident/types.ts';
import type { World } from '../ports.ts';
import { termsFor } from './permission.ts';
import { callRoll, type Roll } from './roll.ts';

/** What the rules of approval say around one incident, for people to read. */
export interface Rules {
  /** Null where nobody can say. */
  of(what: Pick<Subject, 'class' | 'action'>): RulesOf | null;
}

export interface RulesOf {
  terms: Terms;
  /** Slack ids of those who may approve now, whoever asked among them. */
  approvers: readonly string[];
}

/** Slack is asked only while somebody is waited for. */
export async function rulesAround(world: World, { incident, runs }: IncidentView): Promise<Rules> {
  const service = world.directory.services.get(incident.service);
  const waiting = runs.some(({ state }) => state === 'pending');
  const roll: Roll =
    service && waiting
      ? await callRoll(world, service, null, 'with approvers')
      : { directory: world.directory, groups: new Map(), accounts: new Map(), rota: new Map() };
  const { service: name, severity } = incident;
  const now = world.clock.now();
  return {
    of: ({ class: commandClass, action }) =>
      termsFor(roll, { class: commandClass, action, service: name, severity }, now),
  };
}
