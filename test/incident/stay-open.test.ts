import { expect, test } from 'vitest';
import { stayOpen } from '../../src/incident/decide.ts';
import type { Status } from '../../src/incident/types.ts';
import { incident } from '../slack/samples.ts';

test.each<[Status, string]>([
  ['open', 'kept-open'],
  ['acknowledged', 'kept-open'],
  ['mitigated', 'kept-open'],
  ['resolved', 'already-resolved'],
])('"No, keep it open" on an incident that is %s: %s', (status, answer) => {
  const decision = stayOpen(incident({ status }), 'U0ONCALL');
  expect('refused' in decision ? decision.code : decision.entries[0]?.kind).toBe(answer);
});
