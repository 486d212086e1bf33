import { serviceFor } from '../../alert/route.ts';
import type { Alert } from '../../alert/types.ts';
import { createMatcher, type Match } from '../../runbook/match.ts';
import type { Directory } from '../../service/directory.ts';

export interface Found {
  matches: Match[];
  /** When nothing fits: what comes nearest, best first. */
  nearest: Match[];
}

const NEAREST = 3;

/** What an incident of these alerts would get, each alert in its own service. */
export function findForAlerts(directory: Directory, alerts: Alert[]): Found {
  const { services, default_service } = directory;
  const matcher = matcherOf(directory);
  const matches = alerts.flatMap((alert) => {
    const { service } = serviceFor(alert, services.values(), default_service);
    return matcher.forAlert(alert, service);
  });
  if (matches.length > 0) return { matches: best(matches), nearest: [] };
  const words = alerts.map(({ name, title }) => (name === title ? name : `${name} ${title}`));
  const near = words.flatMap((text) => matcher.nearest(text, null, NEAREST));
  return { matches: [], nearest: best(near).slice(0, NEAREST) };
}

/** What a search for these words shows. */
export function findForText(directory: Directory, words: string): Found {
  const matcher = matcherOf(directory);
  const matches = matcher.forText(words);
  if (matches.length > 0) return { matches, nearest: [] };
  return { matches: [], nearest: matcher.nearest(words, null, NEAREST) };
}

function matcherOf({ services }: Directory) {
  return createMatcher(
    [...services.values()].flatMap(({ service, runbooks }) =>
      runbooks.map((runbook) => ({ service, runbook })),
    ),
  );
}

/** Several alerts may lead to one procedure. */
function best(matches: Match[]): Match[] {
  const sorted = matches.toSorted((a, b) => b.score - a.score);
  return sorted.filter(
    ({ procedure }, index) => sorted.findIndex((one) => one.procedure === procedure) === index,
  );
}
