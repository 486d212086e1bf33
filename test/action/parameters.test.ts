import { describe, expect, test } from 'vitest';
import { Action } from '../../src/action/catalogue.ts';
import { commandLineOf } from '../../src/action/plan.ts';
import { actionLine, planAction, planDryRun } from '../../src/action/plan-action.ts';
import { settleAction } from '../../src/action/settle-action.ts';

const seal = (secret: string) => `sealed:${secret.length}`;

/** What is wrong with an action, each at its place; empty when it is sound. */
function mistakes(action: object): string[] {
  const read = Action.safeParse(action);
  if (read.success) return [];
  const [issue] = read.error.issues;
  const all = issue?.code === 'invalid_union' ? issue.errors.flat() : read.error.issues;
  return all
    .filter(({ code }) => code === 'custom')
    .map(({ path, message }) => `${path.join('.')}: ${message}`);
}

function asking(parameters: object, run: string[] = ['./x', '{{v}}']) {
  return { run, parameters: { v: parameters } };
}

/** What runs for these values, or what was wrong with them. */
function settled(action: object, values: Record<string, string>) {
  const read = Action.parse(action);
  const found = settleAction(read, values);
  if ('problems' in found) return found.problems;
  const plan = planAction(read, found.pieces, seal);
  return plan.kind === 'pipeline' ? plan.stages[0]?.argv : commandLineOf(plan);
}

describe('a parameter', () => {
  test.each<[object, string]>([
    [{ type: 'choice' }, 'parameters.v.values: what can be chosen: [blue, green]'],
    [{ pattern: '(?=x)' }, 'regular expression of RE2: invalid or unsupported Perl syntax'],
    [{ pattern: '(a)\\1' }, 'regular expression of RE2: invalid escape sequence'],
    [{ pattern: '[' }, 'regular expression of RE2: missing closing ]'],
    [{ min: 1 }, 'parameters.v.min: it with `type: number` only'],
    [{ type: 'number', pattern: 'x' }, 'parameters.v.pattern: it with `type: string` only'],
    [{ type: 'choice', values: ['a'], max: 1 }, 'it with `type: string` or `number` only'],
    [{ type: 'number', min: 5, max: 4 }, 'parameters.v.max: at least `min`'],
    [{ max: 5000 }, 'parameters.v.max: at most 4096'],
    [{ secret: true, default: 'x' }, 'parameters.v.default: no default for a secret'],
    [{ secret: true, from: 'label x' }, 'parameters.v.from: no label for a secret'],
    [{ type: 'number', secret: true }, 'parameters.v.secret: it with `type: string` only'],
    [{ pattern: 'v\\d', default: 'x' }, 'another one: it does not match `v\\d`'],
    [{ type: 'number', max: 3, default: 9 }, 'another one: it must be from 0 to 3'],
    [{ type: 'choice', values: ['a'], default: 'b' }, 'another one: it must be one of a'],
    [{ default: '-f' }, 'another one: it starts with `-`'],
  ])('%j is a mistake of the file', (parameter, said) => {
    expect(mistakes(asking(parameter)).join('\n')).toContain(said);
  });

  test('that nobody uses, or that nobody declared, is a mistake', () => {
    expect(mistakes(asking({}, ['./x']))).toEqual([
      'parameters.v: it as `{{v}}` somewhere, or take it out',
    ]);
    expect(mistakes({ run: ['./x', '{{v}}'] })).toEqual([
      'run.1: names of `parameters`: `v` is none of them',
    ]);
    expect(mistakes({ run: ['docker', 'ps', '--format', '{{.Names}} {{end}}'] })).toEqual([]);
  });

  test.each<[object, string, string | null]>([
    [{}, 'a b; rm -rf / $(x) `y` \'"', null],
    [{}, '', 'is empty; type a value'],
    [{}, '-rf', 'starts with `-`, which the program would read as an option'],
    [{}, 'a\u202eb', 'holds an invisible character; type it by hand'],
    [{}, 'a\0b', 'holds an invisible character; type it by hand'],
    [{}, 'x'.repeat(201), 'is longer than 200 characters'],
    [{ max: 3 }, 'abcd', 'is longer than 3 characters'],
    [{ pattern: 'v\\d+(\\.\\d+)*' }, 'v1.20', null],
    [{ pattern: 'v\\d+' }, 'xv1', 'does not match `v\\d+`'],
    [{ pattern: 'a|b' }, 'ab', 'does not match `a|b`'],
    [{ type: 'number' }, '1.5', null],
    [{ type: 'number', integer: true }, '1.5', 'is not a whole number'],
    [{ type: 'number', min: 1, max: 20 }, '0', 'must be from 1 to 20'],
    [{ type: 'number', min: 1, max: 20 }, '21', 'must be from 1 to 20'],
    [{ type: 'number', min: 1 }, '0', 'must be at least 1'],
    [{ type: 'number' }, '1e9', 'is not a number'],
    [{ type: 'choice', values: ['blue', 'green'] }, 'green', null],
    [{ type: 'choice', values: ['blue', 'green'] }, 'red', 'must be one of blue, green'],
  ])('%j given %j: %s', (parameter, value, problem) => {
    const expected = problem === null ? ['./x', value] : { v: problem };
    expect(settled(asking(parameter), { v: value })).toEqual(expected);
  });

  test('a pattern that would hang a backtracking engine is answered at once', () => {
    const action = asking({ pattern: '(a+)+$', max: 4096 });
    expect(settled(action, { v: `${'a'.repeat(4000)}!` })).toEqual({
      v: 'does not match `(a+)+$`',
    });
  });
});

describe('in `run`', () => {
  test('each value is a part of exactly one word', () => {
    const run = ['kubectl', 'scale', 'deploy/{{name}}', '--replicas={{ n }}', '{{name}}:{{n}}'];
    const action = { run, parameters: { name: {}, n: { type: 'number' } } };
    expect(settled(action, { name: 'a b', n: '3' })).toEqual([
      'kubectl',
      'scale',
      'deploy/a b',
      '--replicas=3',
      'a b:3',
    ]);
    expect(actionLine(Action.parse(action))).toBe(
      "kubectl scale deploy/{{name}} '--replicas={{ n }}' {{name}}:{{n}}",
    );
  });

  test.each<[string[], string]>([
    [['{{v}}', 'x'], 'it names the program'],
    [['sh', '-c', 'echo {{v}}'], '`sh` would read it as a command'],
    [['bash', '-lc', 'echo {{v}}'], '`bash` would read it as a command'],
    [['sudo', '-u', 'app', 'sh', '-c', './x {{v}}'], '`sh` would read it as a command'],
    [['ssh', 'host', 'restart', '{{v}}'], '`ssh` would read it as a command'],
    [['ssh', '-o', 'X=y', 'host', 'restart', '{{v}}'], '`ssh` would read it as a command'],
    [['docker', 'exec', 'app', 'sh', '-c', 'x {{v}}'], '`sh` would read it as a command'],
    [['kubectl', 'exec', 'pod', '--', 'psql', '-c', 'drop {{v}}'], '`psql` would read it as code'],
    [['psql', '--command=select {{v}}'], '`psql` would read it as code'],
    [['python3', '-c', 'print({{v}})'], '`python3` would read it as code'],
    [['node', '-e', '{{v}}'], '`node` would read it as code'],
    [['sqlite3', 'x.db', 'select {{v}}'], '`sqlite3` would read it as code'],
    [['awk', '{print "{{v}}"}', 'f'], '`awk` would read it as code'],
    [['sed', '-e', 's/{{v}}/x/', 'f'], '`sed` would read it as code'],
    [['redis-cli', 'EVAL', '{{v}}', '0'], '`redis-cli` would read it as code'],
    [['eval', '{{v}}'], '`eval` would read it as a command'],
    [['xargs', '-I{}', 'sh', '-c', 'x {{v}}'], '`sh` would read it as a command'],
  ])('%j is refused: a value would be a program', (run, why) => {
    expect(mistakes(asking({}, run)).join('\n')).toContain(why);
  });

  test.each<string[][]>([
    [['bash', 'deploy.sh', 'rollback', '{{v}}']],
    [['sh', '-eu', './deploy.sh', '{{v}}']],
    [['docker', 'compose', 'exec', 'app', './manage', '{{v}}']],
    [['kubectl', '-n', '{{v}}', 'rollout', 'undo', 'deploy/x']],
    [['psql', '-v', 'id={{v}}', '-f', 'fix.sql']],
    [['redis-cli', 'DEL', '{{v}}']],
    [['sqlite3', '{{v}}.db', '.backup x']],
    [['ssh-keygen', '-R', '{{v}}']],
    [['env', 'A={{v}}', './x']],
    [['git', 'checkout', '{{v}}']],
  ])('%j is sound: the value stays a word', (run) => {
    expect(mistakes(asking({}, run))).toEqual([]);
  });
});

describe('a dry run', () => {
  const dry = (action: object) => {
    const plan = planDryRun(
      Action.parse(action),
      new Map([['v', { from: 'text', text: '1' }]]),
      seal,
    );
    return plan && commandLineOf(plan);
  };

  test('is what the file says, and nothing where it says nothing', () => {
    const base = asking({});
    expect(dry(base)).toBeNull();
    expect(dry({ ...base, dry_run: true })).toBe('./x 1 --dry-run');
    expect(dry({ ...base, dry_run: ['./x', '--plan', '{{v}}'] })).toBe('./x --plan 1');
    expect(dry({ http: { method: 'POST', url: 'http://a/b', json: {} } })).toBeNull();
    expect(dry({ http: { method: 'POST', url: 'http://a/b', json: {} }, dry_run: 'HEAD' })).toBe(
      'HEAD http://a/b',
    );
    const queue = { list: 'jobs', url: 'REDIS', operation: 'drain' };
    expect(dry({ queue })).toBe('dry run of queue drain list jobs at $REDIS');
    expect(dry({ queue: { ...queue, operation: 'count' } })).toBeNull();
  });
});

describe('the class of a queue operation that says none', () => {
  test.each([
    [{ bullmq: 'q', states: ['failed'] }, 'destructive'],
    [{ bullmq: 'q', operation: 'drain' }, 'destructive'],
    [{ bullmq: 'q', operation: 'retry-failed' }, 'mutating'],
    [{ bullmq: 'q', operation: 'count' }, 'readonly'],
    [{ list: 'q', operation: 'drain' }, 'destructive'],
    [{ stream: 'q', operation: 'count' }, 'readonly'],
  ])('%j is %s', (queue, expected) => {
    expect(Action.parse({ queue: { url: 'U', ...queue } }).class).toBe(expected);
  });

  test('a name may be filled in, and nothing else', () => {
    const action = {
      queue: { bullmq: 'mails-{{v}}', url: 'U', operation: 'drain' },
      parameters: { v: {} },
    };
    expect(settled(action, { v: 'blue' })).toBe('queue drain mails-blue at $U');
    expect(mistakes({ ...action, parameters: { v: { secret: true } } }).join()).toContain(
      'no secret here',
    );
  });
});
