import type { Button } from '@slack/types';
import { approvalsNeeded } from '../../action/approval-rule.ts';
import type { Action } from '../../action/catalogue.ts';
import { isFinal, type Run } from '../../action/run.ts';
import type { CommandClass } from '../../runbook/model.ts';
import { button, confirm } from './blocks.ts';
import { humanise, plainLine } from './text.ts';

/** What can be pressed about a run; `name` says for a screen reader what it belongs to. */
export function runButtons(
  run: Run,
  name: string,
  catalogue: Record<string, Action>,
  /** Whether somebody has approved already. */
  given = false,
): (Button | null)[] {
  const on = { run: run.id };
  const what = plainLine(name, 50);
  switch (run.state) {
    case 'pending':
      return [
        ...decisionButtons(run, name),
        given ? takeBack(run, name) : null,
        button('Withdraw', 'cancel', on, { label: `Withdraw ${what}` }),
      ];
    case 'queued':
    case 'running':
    case 'verifying':
      return [button('Cancel', 'cancel', on, { label: `Cancel ${what}` })];
    case 'lost':
      return [suggestion(run, what, catalogue), leftovers(run, what), output(run, what)];
    case 'failed':
      return [suggestion(run, what, catalogue), output(run, what)];
    default:
      return [output(run, what)];
  }
}

/** What somebody who may approve can answer. */
export function decisionButtons(run: Run, name: string): Button[] {
  const request = { run: run.id, fingerprint: run.fingerprint };
  const what = plainLine(name, 50);
  return [
    button('Approve', 'approve', request, { style: 'primary', label: `Approve ${what}` }),
    button('Deny', 'deny', request, { style: 'danger', label: `Deny ${what}` }),
  ];
}

/** While others are waited for, whoever approved may think again. */
export function takeBack(run: Run, name: string): Button {
  const label = `Take back your approval of ${plainLine(name, 40)}`;
  return button('Take back approval', 'unapprove', { run: run.id }, { label });
}

/** What the button that starts a run says: first time or again, at once or after approval. */
export function startText(
  base: string | null,
  commandClass: CommandClass,
  run: Run | null,
  needed: number = approvalsNeeded[commandClass],
) {
  const again = run !== null && isFinal(run.state) ? ' again' : '';
  if (base !== null) return `${base}${again}`;
  return needed === 0 ? `Run${again}` : `Run${again} with approval`;
}

/** Asked before a run whose last outcome nobody knows is started once more. */
export function startConfirm(run: Run | null) {
  if (run?.state !== 'lost') return null;
  return confirm(
    'Did you look?',
    'The outcome of the last run is unknown: it may have happened. Check the system first.',
    'Yes, run again',
  );
}

/** The name of a catalogue action as people read it. */
export function actionTitle(name: string, catalogue: Record<string, Action>): string {
  const action = Object.hasOwn(catalogue, name) ? catalogue[name] : undefined;
  return action?.title ?? humanise(name);
}

/** The worker is gone, but what it started may go on. */
function leftovers({ id, going }: Run, what: string): Button | null {
  if (going.place === null || going.cancelBy !== null) return null;
  return button(
    'End what is left',
    'cancel',
    { run: id },
    { label: `End what is left of ${what}` },
  );
}

/** The remedy that the catalogue names for when this fails. */
function suggestion(run: Run, what: string, catalogue: Record<string, Action>): Button | null {
  if (run.onFailure === null) return null;
  const title = actionTitle(run.onFailure, catalogue);
  const question = startConfirm(run);
  return button(
    `${title}?`,
    'run-action',
    { incident: run.incidentId, service: run.service, action: run.onFailure },
    {
      style: 'primary',
      label: `${title}, because ${question ? 'it may have failed' : 'it failed'}: ${what}`,
      ...(question && { confirm: question }),
    },
  );
}

function output(run: Run, what: string): Button | null {
  if (!run.outcome || run.outcome.outputBytes === 0 || run.revealsSecrets) return null;
  return button('Output', 'output', { run: run.id }, { label: `Show output of ${what}` });
}
