import { expect, test } from 'vitest';
import { pathological } from '../../bench/redaction/floods.ts';
import { createRedactor } from '../../src/action/redact.ts';

const redactor = createRedactor({ values: ['a value that is known', 'password=password'] });

// A pattern that goes back over what it has seen would need hours for a megabyte of these.
test.each(pathological)('a megabyte of %s comes to an end', { timeout: 60_000 }, (_, part) => {
  const text = part.repeat(Math.ceil(1_000_000 / part.length));

  expect(redactor.text(text).length).toBeGreaterThan(0);
});
