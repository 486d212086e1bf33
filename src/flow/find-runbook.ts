import { type Refusal, refuse } from '../lib/refusal.ts';
import type { Match } from '../runbook/match.ts';
import type { World } from './ports.ts';

/** The one procedure that a name stands for; its exact title wins over what merely fits. */
export function findRunbook(world: World, name: string, service: string | null): Match | Refusal {
  const matches = world.matcher.forText(name, service, 5);
  const exact = matches.find(
    ({ procedure }) =>
      fold(procedure.title) === fold(name) ||
      procedure.alerts.some((alert) => fold(alert) === fold(name)),
  );
  const best = exact ?? matches[0];
  if (best) return best;
  return refuse(
    'no-procedure',
    `No procedure is called \`${name.replaceAll('`', "'").slice(0, 80)}\`. Try \`/runbook search\` with a symptom, such as \`/runbook search queue is stuck\`.`,
  );
}

function fold(text: string): string {
  return text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}
