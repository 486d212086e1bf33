import { expect, test } from 'vitest';
import { fateOf, handoffNotes } from '../../src/oncall/handoff.ts';

const [ann, bob] = ['U0ANN', 'U0BOB'];

test.each([
  ['somebody takes over', ann, bob, [`leaves ${ann} ${bob}`, `comes ${bob} ${ann}`]],
  ['the same person goes on', ann, ann, []],
  ['nobody follows', ann, null, [`leaves ${ann} null`]],
  ['a gap ends', null, bob, [`comes ${bob} null`]],
  ['a gap goes on', null, null, []],
])('when %s, who is told', (_, before, now, told) => {
  const notes = handoffNotes(before, now, 'anything');
  expect(notes.map(({ kind, user, other }) => `${kind} ${user} ${other}`)).toEqual(told);
});

test('an override that begins as it is entered has told whoever leaves already', () => {
  expect(handoffNotes(ann, bob, 'override-entered').map(({ kind }) => kind)).toEqual(['comes']);
});

test.each([
  ['who comes and is still on call is told', 'comes', ann, null, 'send'],
  ['who came and is gone again is not', 'comes', bob, null, 'drop'],
  ['who came and nobody followed is not', 'comes', null, null, 'drop'],
  ['who leaves is told', 'leaves', bob, 'sent', 'send'],
  ['who leaves without ever having been told is told', 'leaves', bob, null, 'send'],
  ['who left and is back is not told', 'leaves', ann, 'sent', 'drop'],
  ['who never heard that they came does not hear that they left', 'leaves', bob, 'dropped', 'drop'],
  ['who may still hear that they came hears first that', 'leaves', bob, 'pending', 'wait'],
] as const)('a note that waited: %s', (_, kind, onCall, coming, fate) => {
  expect(fateOf({ kind, user: ann, onCall, coming })).toBe(fate);
});
