/** One thing that Slack would not take, and where. */
export interface Problem {
  pointer: string;
  message: string;
  code: 'failed_constraint' | 'missing_field' | 'invalid_type' | 'additional_property';
}

/** Looks at one value of a block and adds what is wrong with it. */
export type Check = (value: unknown, pointer: string, problems: Problem[]) => void;

export function string(max: number, min = 1): Check {
  return (value, pointer, problems) => {
    if (typeof value !== 'string') {
      problems.push({ pointer, message: 'must be a string', code: 'invalid_type' });
      return;
    }
    const length = [...value].length;
    if (length > max) problems.push(broken(pointer, `must be less than ${max + 1} characters`));
    if (length < min) problems.push(broken(pointer, `must be more than ${min - 1} characters`));
  };
}

export function oneOf(...allowed: readonly string[]): Check {
  return (value, pointer, problems) => {
    if (typeof value === 'string' && allowed.includes(value)) return;
    problems.push(broken(pointer, `must be one of the allowed values: ${allowed.join(', ')}`));
  };
}

export function integer(min: number, max: number): Check {
  return (value, pointer, problems) => {
    if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max)
      return;
    problems.push(broken(pointer, `must be an integer from ${min} to ${max}`));
  };
}

export const bool: Check = (value, pointer, problems) => {
  if (typeof value === 'boolean') return;
  problems.push({ pointer, message: 'must be a boolean', code: 'invalid_type' });
};

/** A field that is known to exist and whose content is left alone. */
export const anything: Check = () => {};

export function matching(pattern: RegExp, words: string): Check {
  return (value, pointer, problems) => {
    if (typeof value !== 'string' || !pattern.test(value)) problems.push(broken(pointer, words));
  };
}

export const link: Check = (value, pointer, problems) => {
  string(3000)(value, pointer, problems);
  if (typeof value === 'string' && !/^[a-z][a-z0-9+.-]*:/i.test(value)) {
    problems.push(broken(pointer, 'must be a valid URL'));
  }
};

export function list(item: Check, min: number, max: number): Check {
  return (value, pointer, problems) => {
    if (!Array.isArray(value)) {
      problems.push({ pointer, message: 'must be an array', code: 'invalid_type' });
      return;
    }
    if (value.length > max) problems.push(broken(pointer, `no more than ${max} items allowed`));
    if (value.length < min) problems.push(broken(pointer, `no less than ${min} items allowed`));
    for (const [index, entry] of value.entries()) item(entry, `${pointer}/${index}`, problems);
  };
}

/** Slack names a field that it does not know instead of ignoring it. */
export function object(
  required: Record<string, Check>,
  optional: Record<string, Check> = {},
  rule: (value: Record<string, unknown>, pointer: string, problems: Problem[]) => void = () => {},
): Check {
  return (value, pointer, problems) => {
    if (!isObject(value)) {
      problems.push({ pointer, message: 'must be an object', code: 'invalid_type' });
      return;
    }
    for (const key of Object.keys(required)) {
      if (value[key] !== undefined) continue;
      const message = `missing required field: ${key}`;
      problems.push({ pointer, message, code: 'missing_field' });
    }
    for (const [key, entry] of Object.entries(value)) {
      if (entry === undefined) continue;
      const check = required[key] ?? optional[key];
      if (check) check(entry, `${pointer}/${key}`, problems);
      else {
        const message = `invalid additional property: ${key}`;
        problems.push({ pointer, message, code: 'additional_property' });
      }
    }
    rule(value, pointer, problems);
  };
}

/** Picks the check by the value's `type`. */
export function byType(checks: Record<string, Check>): Check {
  return (value, pointer, problems) => {
    if (!isObject(value)) {
      problems.push({ pointer, message: 'must be an object', code: 'invalid_type' });
      return;
    }
    const check = typeof value.type === 'string' ? own(checks, value.type) : undefined;
    if (check) check(value, pointer, problems);
    else if (value.type === undefined) {
      problems.push({ pointer, message: 'missing required field: type', code: 'missing_field' });
    } else problems.push(broken(`${pointer}/type`, `unsupported type: ${String(value.type)}`));
  };
}

export function broken(pointer: string, message: string): Problem {
  return { pointer, message, code: 'failed_constraint' };
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function own<T>(record: Record<string, T>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
