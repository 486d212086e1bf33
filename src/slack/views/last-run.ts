import type { Button } from '@slack/types';
import type { Action } from '../../action/catalogue.ts';
import { hasDryRun } from '../../action/plan-action.ts';
import { isFinal, type Run } from '../../action/run.ts';
import type { ActionValue } from '../ids.ts';
import { button } from './blocks.ts';
import { plainLine } from './text.ts';

/** How something stands that may be run for real or dry. */
export interface LastRuns {
  /** The last run that was meant. */
  real: Run | null;
  /** What people are told of: the real one while it lives, else the newer of both. */
  shown: Run | null;
}

export function lastRuns(runs: Run[]): LastRuns {
  const real = newest(runs.filter(({ dryRun }) => !dryRun));
  const shown = real !== null && !isFinal(real.state) ? real : newest(runs);
  return { real, shown };
}

/** Shows what an action would do; null while one of its dry runs is on its way, and where it has none. */
export function dryRunButton(
  action: Action | undefined,
  shown: Run | null,
  on: ActionValue<'dry-run'>,
  name: string,
): Button | null {
  if (action === undefined || !hasDryRun(action)) return null;
  if (shown?.dryRun && !isFinal(shown.state)) return null;
  const text = asks(action) ? 'Dry run…' : 'Dry run';
  return button(text, 'dry-run', on, { label: `Dry run of ${plainLine(name, 50)}` });
}

/** Whether its button opens a form first. */
export function asks(action: Action | undefined): boolean {
  return Object.keys(action?.parameters ?? {}).length > 0;
}

function newest(runs: Run[]): Run | null {
  return runs.toSorted((a, b) => a.requestedAt.getTime() - b.requestedAt.getTime()).at(-1) ?? null;
}
