import { chainFrom, type NamedPolicy } from '../../oncall/policy.ts';
import type { Directory } from '../../service/directory.ts';

/** The escalation policy of a service as it is configured now, with those that it hands over to. */
export function policyOf(directory: Directory, serviceName: string): NamedPolicy[] {
  const service = directory.services.get(serviceName);
  return service ? chainFrom(directory.policies, service.escalation, service.zone) : [];
}

/** Another policy, for an incident of a service. */
export function policyNamed(
  directory: Directory,
  name: string,
  serviceName: string,
): NamedPolicy[] {
  return chainFrom(directory.policies, name, directory.services.get(serviceName)?.zone ?? 'UTC');
}
