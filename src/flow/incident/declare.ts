import { mention } from '../../incident/entry.ts';
import type { Incident } from '../../incident/types.ts';
import { type Refusal, refuse } from '../../lib/refusal.ts';
import type { Severity } from '../../service/service.ts';
import type { World } from '../ports.ts';
import { proceduresForText } from './attach-procedures.ts';
import { openIncident } from './open-incident.ts';

export interface Declaration {
  severity: Severity;
  /** A service's name; null files it under the default service. */
  service: string | null;
  title: string;
  by: string;
}

/** A person says that something is broken. */
export async function declare(world: World, declaration: Declaration): Promise<Incident | Refusal> {
  const { directory, clock, store } = world;
  const title = declaration.title.trim();
  if (title === '')
    return refuse('no-title', 'An incident needs a title: say in a few words what is broken.');
  const service = directory.services.get(declaration.service ?? directory.default_service);
  if (service === undefined) {
    return refuse(
      'unknown-service',
      `No service is called \`${declaration.service}\`. Known: ${[...directory.services.keys()].join(', ')}.`,
    );
  }
  const now = clock.now();
  const incident = await store.write((tx) =>
    openIncident(
      tx,
      world,
      {
        service,
        severity: declaration.severity,
        title: title.slice(0, 200),
        alertKey: null,
        declaredBy: declaration.by,
        note: null,
        procedures: proceduresForText(world, title, service),
        entry: {
          kind: 'opened',
          actor: declaration.by,
          text: `Declared by ${mention(declaration.by)}.`,
          post: false,
        },
      },
      now,
    ),
  );
  world.wake.outbox();
  if (incident === null) throw new Error('a declared incident has no alert key to clash on');
  return incident;
}
