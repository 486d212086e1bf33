import { type NewEntry, plain, RUNBELL, recipientName } from '../../incident/entry.ts';
import type { Page } from '../../incident/types.ts';
import { formatDuration } from '../../lib/duration.ts';
import { meansWords } from '../../oncall/contact.ts';
import type { LockedNotification } from './notify-ports.ts';

/** One means of one page. */
export interface Told {
  page: Page;
  one: LockedNotification;
}

export function reached({ page, one }: Told): NewEntry {
  const twice = one.maybeTwice
    ? ' It may have been sent twice: whether an earlier attempt arrived is not known.'
    : '';
  return {
    kind: 'notified',
    actor: RUNBELL,
    text: `${who(page)} was reached by ${meansWords[one.means]}.${twice}`,
    data: { page: page.id, notification: one.id, means: one.means, maybeTwice: one.maybeTwice },
    post: one.maybeTwice,
  };
}

/** It was called off, and an earlier attempt may have gone out all the same. */
export function unsure({ page, one }: Told): NewEntry {
  return {
    kind: 'page-unsure',
    actor: RUNBELL,
    text: `${who(page)} may have been paged by ${meansWords[one.means]}, once or more: whether an earlier attempt arrived is not known. It is not sent again, since nobody waits for it any more.`,
    data: { page: page.id, notification: one.id, means: one.means, maybeTwice: true },
    post: false,
  };
}

export function late({ page, one }: Told, lateMs: number): NewEntry {
  const why = one.lateMs > one.waitedMs ? 'Runbell was not running when it fell due' : one.why;
  return {
    kind: 'page-late',
    actor: RUNBELL,
    text: `The page to ${recipientName(page)} by ${meansWords[one.means]} went out ${formatDuration(lateMs)} late: ${plain(why ?? 'it waited for its turn')}.`,
    data: { page: page.id, notification: one.id, means: one.means, lateMs: Math.round(lateMs) },
    post: true,
  };
}

/** Who it goes to, as a sentence begins with it. */
export function who(page: Page): string {
  const name = recipientName(page);
  return name.replace(/^the /, 'The ');
}
