import type { HomeView } from '@slack/types';
import type { Incident } from '../../incident/types.ts';
import type { Directory } from '../../service/directory.ts';
import { context, header } from './blocks.ts';
import { listMessage } from './list.ts';
import { anyOf, line } from './text.ts';

/** The app's own page: what is open, and where to declare what is not. */
export function homeView(incidents: Incident[], directory: Directory, now: Date): HomeView {
  const services = [...directory.services.keys()].map((name) => line(name, 60));
  return {
    type: 'home',
    blocks: [
      header('Runbell'),
      ...listMessage(incidents, now).blocks,
      context(
        services.length === 0
          ? 'No service is configured: add a folder with a service.yaml.'
          : `Watches ${anyOf(services, 'and', 30)}. Type \`/incident help\` for everything else.`,
      ),
    ],
  };
}
