import { describe, expect, test } from 'vitest';
import { Fault, faultCodes } from '../../src/lib/fault.ts';
import { isRefusal, refuse } from '../../src/lib/refusal.ts';
import { unreachable } from '../../src/lib/unreachable.ts';

describe('a refusal', () => {
  test('is a plain value with a code for programs and a sentence for people', () => {
    const refusal = refuse('expired', 'Ask again.');
    expect(refusal).toEqual({ refused: true, code: 'expired', text: 'Ask again.' });
    expect(refusal).not.toBeInstanceOf(Error);
    expect(isRefusal(refusal)).toBe(true);
  });

  test('is still one after a trip through JSON', () => {
    expect(isRefusal(JSON.parse(JSON.stringify(refuse('a', 'b'))))).toBe(true);
  });

  test.each<[unknown]>([
    [null],
    [undefined],
    ['refused'],
    [true],
    [0],
    [[]],
    [{}],
    [{ refused: false }],
    [{ refused: 'true' }],
    [{ refused: 1 }],
    [{ state: 'refused' }],
    [new Fault('slack-refused', 'no')],
    [() => ({ refused: true })],
  ])('%o is none', (value) => {
    expect(isRefusal(value)).toBe(false);
  });
});

describe('a fault', () => {
  test('is not tried again unless it says so', () => {
    const fault = new Fault('config-invalid', 'the file says x; write y');
    expect(fault).toBeInstanceOf(Error);
    expect(fault).toMatchObject({
      name: 'Fault',
      code: 'config-invalid',
      message: 'the file says x; write y',
      retry: false,
      retryAfterMs: null,
    });
    expect(fault.cause).toBeUndefined();
  });

  test('carries what the other side asked for and what lies behind it', () => {
    const cause = new Error('ECONNRESET');
    const fault = new Fault('slack-rate-limited', 'wait', { retry: true, retryAfterMs: 0, cause });
    expect(fault).toMatchObject({ retry: true, retryAfterMs: 0 });
    expect(fault.cause).toBe(cause);
  });

  test('has codes that are unique and fit into an address', () => {
    expect(new Set(faultCodes).size).toBe(faultCodes.length);
    expect(faultCodes.filter((code) => !/^[a-z]+(-[a-z]+)*$/.test(code))).toEqual([]);
  });
});

test.each<[unknown, string]>([
  ['dance', '"dance"'],
  [{ kind: 'dance' }, '{"kind":"dance"}'],
  [undefined, 'undefined'],
])('a case that the compiler could not see throws and names itself: %o', (value, said) => {
  expect(() => unreachable(value as never)).toThrow(`unhandled case: ${said}`);
});
