import type { Incident } from '../../incident/types.ts';
import { type Message, note } from './blocks.ts';
import { line } from './text.ts';

/** Stands where the procedures would be. */
export function noProcedure({ service }: Incident): Message {
  return note(
    `No procedure in the runbooks of ${line(service, 80)} fits this. Look for one here with \`/runbook search\` and a symptom, such as \`/runbook search queue is stuck\`.`,
  );
}
