import type { Button, ConfirmationDialog } from '@slack/types';
import type { Action } from '../../action/catalogue.ts';
import type { Next } from '../../incident/after-run.ts';
import type { Incident } from '../../incident/types.ts';
import { unreachable } from '../../lib/unreachable.ts';
import { button, confirm } from './blocks.ts';
import { actionTitle } from './run-buttons.ts';
import { line, plainLine } from './text.ts';

interface NextPost {
  question: string;
  buttons: Button[];
}

/** What the end of a run leads to, asked in the channel. Each button starts something of its own, with an approval of its own. */
export function nextPost(
  next: Next,
  incident: Incident,
  catalogue: Record<string, Action>,
  lost: boolean,
): NextPost {
  const on = { incident: incident.id };
  const ask = (what: string) => (lost ? `If it did not help: ${what}?` : `${what}?`);
  switch (next.kind) {
    case 'remedy': {
      const title = actionTitle(next.action, catalogue);
      const value = { ...on, service: next.service, action: next.action };
      const look = lookOf(title, incident, lost);
      return {
        question: ask(line(title, 80)),
        buttons: [button(title, 'run-action', value, look)],
      };
    }
    case 'step': {
      const { key, action, step } = next.step;
      const title = action === null ? `Step ${next.number}` : actionTitle(action, catalogue);
      const what = `Step ${next.number} of the runbook is for this: ${line(step.label, 120)}`;
      if (step.kind === 'manual') return { question: what, buttons: [] };
      const look = lookOf(title, incident, lost);
      return { question: what, buttons: [button(title, 'run-step', { ...on, step: key }, look)] };
    }
    case 'resolve':
      return {
        question: 'Its check passed. Is the incident over?',
        buttons: [
          button('Resolve', 'resolve', on, {
            style: 'primary',
            label: `Resolve incident ${incident.number}`,
          }),
          button('Not yet', 'resolve-propose-no', on, {
            label: `Keep incident ${incident.number} open`,
          }),
        ],
      };
    default:
      return unreachable(next);
  }
}

function lookOf(title: string, incident: Incident, lost: boolean) {
  const label = `${plainLine(title, 60)}, for incident ${incident.number}`;
  return { style: 'primary' as const, label, ...(lost && { confirm: didYouLook(title) }) };
}

function didYouLook(title: string): ConfirmationDialog {
  return confirm(
    'Did you look?',
    'How the last run ended is unknown: it may have helped. Check the system first.',
    `Yes: ${title}`,
  );
}
