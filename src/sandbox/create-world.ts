import type { Log } from '../lib/log.ts';
import { AppLink } from './deliver/app-link.ts';
import { HttpTransport } from './deliver/http.ts';
import { SocketHub } from './deliver/socket.ts';
import { FaultBox } from './fault-box.ts';
import { Journal } from './journal.ts';
import { RateLimits } from './rate-limits.ts';
import { ResponseUrls } from './response-urls.ts';
import type { Workspace } from './seed/seed.ts';
import { Files } from './state/files.ts';
import { Store } from './state/store.ts';
import { Views } from './state/views.ts';
import { Triggers } from './triggers.ts';
import type { World } from './world.ts';

/** Puts a workspace together; `url` is filled in once the port is known. */
export function createWorld(workspace: Workspace, practiceUrl: string | null, log: Log): World {
  const { timing } = workspace;
  const store = new Store(workspace);
  const journal = new Journal();
  const faults = new FaultBox();
  const socket = new SocketHub(timing, faults, () => connectionChanged());
  const http = new HttpTransport(() => app.requestUrl, timing.ackMs);
  const app: AppLink = new AppLink({ workspace, journal, faults }, { socket, http });
  const connectionChanged = () => {
    store.emit({ type: 'app', connected: app.connected });
    if (app.connected) app.wake();
  };
  return {
    workspace,
    store,
    views: new Views(store),
    files: new Files(),
    triggers: new Triggers(timing.triggerMs),
    hooks: new ResponseUrls(timing.responseUrlMs),
    faults,
    limits: new RateLimits(),
    journal,
    app,
    socket,
    http,
    url: '',
    practiceUrl,
    log,
  };
}
