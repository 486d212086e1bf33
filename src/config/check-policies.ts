import { severities } from '../service/service.ts';
import type { References } from './references.ts';
import { pickFrom } from './suggest.ts';

/** Whom policies page must exist, and none may be handed over to itself, however long the way. */
export function checkPolicies(file: References, people: string[]): void {
  for (const policy of file.entries(['policies'])) {
    for (const severity of file.entries([...policy, 'page'])) checkSeverity(file, severity);
    for (const level of file.entries([...policy, 'levels'])) {
      checkTargets(file, level, people);
      for (const severity of file.entries([...level, 'when', 'severity']))
        checkSeverity(file, severity);
    }
    checkHandOver(file, policy);
  }
}

function checkSeverity(file: References, path: PropertyKey[]): void {
  file.oneOf(path, [...severities], 'no severity');
}

function checkTargets(file: References, level: PropertyKey[], people: string[]): void {
  const schedules = file.keys(['schedules']).map((name) => `schedule:${name}`);
  const webhooks = file.keys(['webhooks']).map((name) => `webhook:${name}`);
  for (const target of file.entries([...level, 'page'])) {
    const text = file.text(target) ?? '';
    if (/^(group|channel):/.test(text) || schedules.includes(text.replace(/\+[1-9]$/, '')))
      continue;
    if (text.startsWith('webhook:')) file.oneOf(target, webhooks, 'no webhook');
    else {
      const kind = text.startsWith('schedule:') ? 'no schedule' : 'nobody in people';
      file.oneOf(target, [...people, ...schedules], kind);
    }
  }
}

function checkHandOver(file: References, policy: PropertyKey[]): void {
  const path = [...policy, 'next_policy'];
  const all = file.keys(['policies']);
  const own = String(policy.at(-1));
  const others = all.filter((name) => name !== own);
  const next = file.text(path);
  if (next === null) return;
  if (!all.includes(next)) {
    file.oneOf(path, others, 'no policy');
    return;
  }
  const way = [own];
  for (let name: string | null = next; name !== null; name = nextOf(file, name)) {
    if (name === own) {
      file.wrong(
        path,
        `which leads back: ${[...way, own].join(', ')}`,
        pickFrom('', [], 'remove it'),
      );
      return;
    }
    // A ring further on is a mistake of its own members.
    if (way.includes(name)) return;
    way.push(name);
  }
}

function nextOf(file: References, name: string): string | null {
  return file.text(['policies', name, 'next_policy']);
}
