import type { Finding } from '../../flow/record/audit-ports.ts';
import { formatDuration } from '../../lib/duration.ts';
import { context, type Message, message, note, section, sizedSections } from './blocks.ts';
import { count, when } from './text.ts';

const MOST = 20;

/** What is wrong with paging and could not be repaired, for whoever reads this. */
export function findingsNotice(findings: readonly Finding[]): Message {
  const title = `<!channel> *Paging may not work: ${count(findings.length, 'finding')}* of the auditor that it cannot repair. Call people by other means until this says that all is in order.`;
  const shown = findings.slice(0, MOST).map((one) => `• ${about(one)}${words(one)}`);
  const more = findings.length - shown.length;
  return message(title, [
    section(title),
    ...sizedSections(shown),
    ...(more > 0 ? [context(`and ${more} more`)] : []),
    context('Look at the log of the bot, at `/readyz` and at the status page of Slack.'),
  ]);
}

/** The same message once all is in order. */
export function inOrderNotice(now: Date): Message {
  return note(`✓ *Paging is in order again* since ${when(now, now)}, says the auditor.`);
}

function about({ number }: Finding): string {
  return number === null ? '' : `Incident ${number}: `;
}

function words({ kind, forMs }: Finding): string {
  switch (kind) {
    case 'step-missing':
      return 'paging is on, and has no next step';
    case 'step-too-far':
      return 'the next step of paging is further away than its level waits';
    case 'means-too-far':
      return 'the next means of a page is further away than it waits';
    case 'timer-missing':
      return 'a timer is missing';
    case 'timer-overdue':
      return `a step is overdue by ${formatDuration(forMs)}`;
    case 'timer-stray':
      return 'a timer is left that leads to nothing';
    case 'escalation-missing':
      return 'it is open and pages, and nobody is paged';
    case 'effect-missing':
      return 'a page was never handed over to be sent';
    case 'page-forgotten':
      return 'a page has no outcome and is not on its way';
    case 'page-late':
      return `a page has had no outcome for ${formatDuration(forMs)}`;
    case 'run-silent':
      return `a run has given no sign of life for ${formatDuration(forMs)}`;
  }
}
