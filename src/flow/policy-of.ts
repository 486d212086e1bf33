import type { NamedPolicy } from '../incident/decision.ts';
import type { Directory } from '../service/directory.ts';

/** The escalation policy of a service as it is configured now. */
export function policyOf(directory: Directory, serviceName: string): NamedPolicy {
  const name = directory.services.get(serviceName)?.escalation;
  const policy = name === undefined ? undefined : directory.policies[name];
  return name === undefined || policy === undefined ? null : { name, policy };
}
