import type { Status } from './types.ts';

export type Move = 'acknowledge' | 'page-again' | 'snooze' | 'mitigate' | 'resolve' | 'reopen';

/** Which move leads where; a move that is missing is refused. */
export const transitions = {
  open: {
    acknowledge: 'acknowledged',
    'page-again': 'open',
    snooze: 'acknowledged',
    mitigate: 'mitigated',
    resolve: 'resolved',
  },
  // Somebody who was escalated to takes it over; while nobody is being paged, `decide` refuses.
  acknowledged: {
    acknowledge: 'acknowledged',
    'page-again': 'open',
    snooze: 'acknowledged',
    mitigate: 'mitigated',
    resolve: 'resolved',
  },
  mitigated: { acknowledge: 'mitigated', 'page-again': 'open', resolve: 'resolved' },
  resolved: { reopen: 'open' },
} as const satisfies Record<Status, Partial<Record<Move, Status>>>;

export function destination(status: Status, move: Move): Status | null {
  const moves: Partial<Record<Move, Status>> = transitions[status];
  return moves[move] ?? null;
}
