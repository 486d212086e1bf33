import type { Log } from '../lib/log.ts';
import type { AppLink } from './deliver/app-link.ts';
import type { HttpTransport } from './deliver/http.ts';
import type { SocketHub } from './deliver/socket.ts';
import type { FaultBox } from './fault-box.ts';
import type { Journal } from './journal.ts';
import type { RateLimits } from './rate-limits.ts';
import type { ResponseUrls } from './response-urls.ts';
import type { Workspace } from './seed/seed.ts';
import type { Files } from './state/files.ts';
import type { Store } from './state/store.ts';
import type { Views } from './state/views.ts';
import type { Triggers } from './triggers.ts';

/** One running workspace: what every method and every control route works on. */
export interface World {
  workspace: Workspace;
  store: Store;
  views: Views;
  files: Files;
  triggers: Triggers;
  hooks: ResponseUrls;
  faults: FaultBox;
  limits: RateLimits;
  journal: Journal;
  app: AppLink;
  socket: SocketHub;
  http: HttpTransport;
  /** `http://127.0.0.1:3001`, known once the server listens. */
  url: string;
  practiceUrl: string | null;
  log: Log;
}
