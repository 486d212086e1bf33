import type { Incident } from '../../incident/types.ts';
import type { Match } from '../../runbook/match.ts';
import { type Message, message, section } from './blocks.ts';
import { nearestWords, resultBlocks } from './runbook-found.ts';
import { line } from './text.ts';

/** Stands where the procedures would be, with what comes nearest for somebody to judge. */
export function noProcedure({ service }: Incident, nearest: Match[] = []): Message {
  const said = `No procedure in the runbooks of ${line(service, 80)} fits this.`;
  const look =
    'Look for one here with `/runbook search` and a symptom, such as `/runbook search queue is stuck`.';
  const next =
    nearest.length === 0 ? look : `${nearestWords(nearest)}; read before you trust. ${look}`;
  return message(`${said} ${next}`, [section(`${said} ${next}`), ...resultBlocks(nearest)]);
}
