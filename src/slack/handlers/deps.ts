import type { World } from '../../flow/ports.ts';
import type { Log } from '../../lib/log.ts';
import type { Projection } from '../projection/sync-incident.ts';

/** What every handler is given. */
export interface HandlerDeps {
  world: World;
  projection: Projection;
  log: Log;
}
