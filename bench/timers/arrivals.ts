import { type Following, followWorkspace } from '../events.ts';

export interface Arrivals extends Following {
  /** When the workspace had each page, by the page's id, in milliseconds since 1970. */
  at: ReadonlyMap<string, number>;
}

/** Notes every page in the moment in which the workspace has it. */
export async function watchPages(url: string): Promise<Arrivals> {
  const at = new Map<string, number>();
  const { close } = await followWorkspace(url, (event, when) => {
    if (event.type !== 'message') return;
    const slot = String(event.message.metadata?.event_payload.slot ?? '');
    if (slot.startsWith('page:')) at.set(slot.slice(5), performance.timeOrigin + when);
  });
  return { at, close };
}
