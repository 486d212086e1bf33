import { expect, test } from 'vitest';
import { judge, type Seen, type Told } from '../../chaos/paging/judge.ts';

/** Three levels, each with a person and a webhook, that nobody acknowledged. */
function told(): Told {
  const levels = [0, 1, 2];
  const entry = (kind: string, level: number | null = null) => ({
    ...{ kind, level, notification: null as string | null, twice: false },
  });
  return {
    number: 1,
    state: 'exhausted',
    entries: [...levels.map((level) => entry('paged', level)), entry('everyone-paged')],
    pages: levels.flatMap((level) => [
      { id: `p${level}`, level, kind: 'user', user: 'U0ONCALL' },
      { id: `w${level}`, level, kind: 'webhook', user: null },
    ]),
    notifications: levels.flatMap((level) => [
      { id: `np${level}`, page: `p${level}`, means: 'slack', state: 'delivered', attempts: 1 },
      { id: `nw${level}`, page: `w${level}`, means: 'webhook', state: 'delivered', attempts: 1 },
    ]),
  };
}

/** A person's page is known by its own id, a webhook's by that of the notification. */
function seen(): { arrived: Map<string, number[]> } & Omit<Seen, 'arrived'> {
  const ids = ['p0', 'nw0', 'p1', 'nw1', 'p2', 'nw2'];
  return { arrived: new Map(ids.map((id, n) => [id, [n]])), answeredAt: null, crashes: 0 };
}

type Change = (said: Told, got: ReturnType<typeof seen>) => void;

const acknowledged: Change = (said, got) => {
  said.state = 'acknowledged';
  said.entries.splice(2, 2, {
    kind: 'acknowledged',
    level: null,
    notification: null,
    twice: false,
  });
  said.pages.splice(4);
  said.notifications.splice(4);
  got.arrived.delete('p2');
  got.arrived.delete('nw2');
  got.answeredAt = 10;
};

test.each<[string, Change]>([
  ['everybody is paged and nobody answers', () => {}],
  ['somebody acknowledges', acknowledged],
  [
    'what had not gone out when somebody acknowledged is cancelled',
    (said, got) => {
      acknowledged(said, got);
      said.notifications[3]!.state = 'cancelled';
      got.arrived.delete('nw1');
    },
  ],
  [
    'a crash sends one a second time, and the record says so',
    (said, got) => {
      said.entries.push({ kind: 'notified', level: null, notification: 'nw1', twice: true });
      got.arrived.set('nw1', [3, 30]);
      got.crashes = 1;
    },
  ],
])('nothing is found when %s', (_, change) => {
  const [said, got] = [told(), seen()];
  change(said, got);
  expect(judge(said, got).found).toEqual([]);
});

test.each<[string, string, Change]>([
  ['a page that never came', 'missed, recorded as delivered', (_, got) => got.arrived.delete('p1')],
  [
    'a page that nobody sends any more',
    'missed, recorded as cancelled',
    (said, got) => {
      got.arrived.delete('p1');
      said.notifications[2]!.state = 'cancelled';
    },
  ],
  [
    'a page that no means was planned for',
    'page p1 was never sent',
    (said) => said.notifications.splice(2, 1),
  ],
  [
    'a level that lost its webhook',
    'level 1 has not one page each',
    (said) => {
      said.pages.splice(3, 1);
      said.notifications.splice(3, 1);
    },
  ],
  [
    'a level that was skipped',
    'level 2 was paged where level 1 was next',
    (said) => said.entries.splice(1, 1),
  ],
  [
    'a level that was paged twice',
    'level 1 was paged where level 2 was next',
    (said) => said.entries.splice(2, 0, said.entries[1]!),
  ],
  ['an end before the last level', 'that was 2 of 3 levels', (said) => said.entries.splice(2, 1)],
  ['paging that stands still', 'paging is still running', (said) => (said.state = 'running')],
  [
    'a page after the acknowledgement was answered',
    'arrived 5 ms after the acknowledgement was answered',
    (said, got) => {
      acknowledged(said, got);
      got.arrived.set('nw1', [15]);
    },
  ],
  [
    'a level that is paged after the acknowledgement',
    'a level was paged after the acknowledgement in the record',
    (said, got) => {
      acknowledged(said, got);
      said.entries.reverse();
      said.entries.unshift(said.entries.pop()!);
    },
  ],
  [
    'an acknowledgement that did not stop it',
    'it was acknowledged, and paging is exhausted',
    (_, got) => (got.answeredAt = 10),
  ],
  [
    'a duplicate that is not marked',
    'arrived 2 times, not marked',
    (_, got) => got.arrived.set('nw1', [3, 30]),
  ],
  [
    'a duplicate that no crash explains',
    '1 duplicates, and 0 crashes',
    (said, got) => {
      said.entries.push({ kind: 'notified', level: null, notification: 'nw1', twice: true });
      got.arrived.set('nw1', [3, 30]);
    },
  ],
  [
    'a page that came and is recorded as failed',
    'arrived, recorded as failed',
    (said) => (said.notifications[0]!.state = 'failed'),
  ],
])('%s is found', (_, words, change) => {
  const [said, got] = [told(), seen()];
  change(said, got);
  expect(judge(said, got).found.join('\n')).toContain(words);
});
