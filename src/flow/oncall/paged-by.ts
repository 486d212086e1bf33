import { chainFrom, type Level } from '../../oncall/policy.ts';
import type { Directory } from '../../service/directory.ts';
import type { Service } from '../../service/service.ts';
import { scheduleIn } from './who-is.ts';

export interface PagedService {
  service: Service;
  /** The levels that page the schedule, of its policy and of those that it hands over to. */
  levels: Level[];
}

/** The services whose pages go to whoever a schedule has on call, or to the next in its line. */
export function pagedBy(
  { services, policies }: Pick<Directory, 'services' | 'policies'>,
  schedule: string,
): PagedService[] {
  return [...services.values()].flatMap((service) => {
    const levels = chainFrom(policies, service.escalation, service.zone)
      .flatMap(({ policy }) => policy.levels)
      .filter(({ page }) => page.some((target) => scheduleIn(target)?.name === schedule));
    return levels.length === 0 ? [] : [{ service, levels }];
  });
}
