import fc from 'fast-check';
import { parse } from 'unbash';
import { describe, expect, test } from 'vitest';
import { Action, type Target } from '../../src/action/catalogue.ts';
import { commandLineOf, fingerprintOf, planStep as planAround } from '../../src/action/plan.ts';
import { planAction } from '../../src/action/plan-action.ts';
import type { HttpPlan, Plan, PlanStage, RunParameter } from '../../src/action/run.ts';
import { isRefusal } from '../../src/lib/refusal.ts';
import type { Argument, CommandStep, Parameter, Stage } from '../../src/runbook/model.ts';

const around = { now: new Date('2026-11-22T04:05:06Z'), environment: [] };
const seal = (secret: string) => `sealed:${secret.length}`;
const planStep = (one: CommandStep, values: Record<string, string>) =>
  planAround(one, values, around, seal);

const stage = (argv: Argument[], more: Partial<Stage> = {}): Stage => ({
  argv,
  env: {},
  stderr: 'keep',
  stdout: 'keep',
  ...more,
});

const parameter = (name: string, more: Partial<Parameter> = {}): Parameter => ({
  name,
  written: `<${name}>`,
  default: null,
  secret: false,
  ...more,
});

const step = (pipeline: Stage[] | null, parameters: Parameter[] = []): CommandStep => ({
  id: 's1',
  kind: 'command',
  label: 'Look',
  section: 'diagnosis',
  startLine: 1,
  endLine: 1,
  hash: 'h1',
  text: 'x',
  class: 'readonly',
  revealsSecrets: false,
  pipeline,
  reason: pipeline === null ? 'it needs a shell' : null,
  parameters,
});

const grep = step(
  [stage([['grep'], ['--'], [{ param: 'word' }], ['log.txt']])],
  [parameter('word')],
);

function argvOf(plan: ReturnType<typeof planStep>): string[][] {
  if (isRefusal(plan) || plan.kind !== 'pipeline') throw new Error('this is no pipeline');
  return plan.stages.map(({ argv }) => argv);
}

function codeOf(plan: ReturnType<typeof planStep>): string {
  return isRefusal(plan) ? plan.code : 'planned';
}

describe('a value is one argv element, character for character', () => {
  test.each([
    ['plain'],
    ['two words'],
    [' with spaces around '],
    ['$(rm -rf /)'],
    ['`id`'],
    ['$HOME $IFS $0'],
    ['a; b && c || d | e & f'],
    ['> /etc/passwd < /dev/null 2>&1'],
    ["it's"],
    ['say "hi"'],
    ["'; id; '"],
    ['back\\slash\\'],
    ['*.log ?[a-z]{1,2} ~root'],
    ['#no comment'],
    ['!history'],
    ['first\nsecond'],
    ['tab\there'],
    ['a=b'],
    ['%s %n'],
    ['日本語 – “quoted” 🔔'],
    ['<placeholder> {{other}}'],
    ['x'.repeat(4096)],
  ])('%j', (word) => {
    expect(argvOf(planStep(grep, { word }))).toEqual([['grep', '--', word, 'log.txt']]);
  });
});

describe('a value that is refused', () => {
  test.each([
    ['nothing', '', 'is empty'],
    ['spaces', ' \t\n', 'is empty'],
    ['an option', '-rf', 'starts with `-`'],
    ['a long option', '--output=/etc/passwd', 'starts with `-`'],
    ['a dash alone', '-', 'starts with `-`'],
    ['4,097 characters', 'x'.repeat(4097), 'is longer than 4096 characters'],
    ['5,000 characters', 'x'.repeat(5000), 'is longer than 4096 characters'],
    ['a NUL', 'a\0b', 'holds an invisible character'],
    ['an escape sequence', 'a\u001b[2Kb', 'holds an invisible character'],
    ['a carriage return, which overwrites the line', 'rm\rls', 'holds an invisible character'],
    ['a backspace', 'rm\b\bls', 'holds an invisible character'],
    ['a right-to-left override', 'gpj.\u202etxt', 'holds an invisible character'],
    ['a right-to-left mark', 'a\u200fb', 'holds an invisible character'],
    ['an isolate', 'a\u2066b\u2069', 'holds an invisible character'],
    ['half a character', 'a\ud83d', 'holds an invisible character'],
  ])('%s', (_, word, words) => {
    const plan = planStep(grep, { word });
    expect(plan).toMatchObject({ refused: true, code: 'bad-parameter' });
    expect(isRefusal(plan) && plan.text).toContain(`\`word\` ${words}`);
    expect(isRefusal(plan) && plan.text).not.toContain('xxxxx');
  });

  test('a value that nobody gave', () => {
    expect(codeOf(planStep(grep, {}))).toBe('bad-parameter');
    expect(codeOf(planStep(grep, { other: 'x' }))).toBe('bad-parameter');
  });

  test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])(
    'nothing is given for a parameter called %s',
    (name) => {
      const one = step([stage([['echo'], [{ param: name }]])], [parameter(name)]);
      expect(codeOf(planStep(one, {}))).toBe('bad-parameter');
      const given: Record<string, string> = JSON.parse(`{"${name}":"x"}`);
      expect(argvOf(planStep(one, given))).toEqual([['echo', 'x']]);
    },
  );
});

test('whatever is typed is exactly one argv element or a refusal', { timeout: 30_000 }, () => {
  const nasty = fc.constantFrom(
    ...[
      '$(',
      '`',
      "'",
      '"',
      '\\',
      '\n',
      ';',
      '|',
      '&',
      '>',
      '<',
      '*',
      '~',
      '#',
      '!',
      '-',
      '=',
      ' ',
    ],
    ...['\0', '\r', '\u202e', '\u200f', '\ud800', '', '--', '$IFS', '{a,b}', 'é', '🔔', '../'],
  );
  const typed = fc.oneof(
    fc.string({ maxLength: 40 }),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc
      .array(fc.oneof(nasty, fc.string({ maxLength: 5 })), { maxLength: 20 })
      .map((all) => all.join('')),
    fc.nat({ max: 5000 }).map((length) => 'y'.repeat(length)),
  );
  let planned = 0;
  fc.assert(
    fc.property(typed, (word) => {
      const plan = planStep(grep, { word });
      if (isRefusal(plan)) return;
      planned += 1;
      expect(argvOf(plan)).toEqual([['grep', '--', word, 'log.txt']]);
      expect(word).not.toMatch(/\0|^-/);
    }),
    { numRuns: 2000 },
  );
  expect(planned).toBeGreaterThan(200);
});

describe('where a value goes', () => {
  const tail = stage([['tail'], ['-n'], [{ param: 'lines' }]], { stderr: 'merge' });
  const two = step(
    [stage([['cat'], ['/var/log/', { param: 'app' }, '.log']], { env: { LANG: 'C' } }), tail],
    [parameter('app'), parameter('lines', { default: '50' })],
  );

  test('inside a word and in another stage; a default stands in', () => {
    expect(argvOf(planStep(two, { app: 'a b' }))).toEqual([
      ['cat', '/var/log/a b.log'],
      ['tail', '-n', '50'],
    ]);
  });

  test('the rest of each stage stays as it was', () => {
    expect(planStep(two, { app: 'x', lines: '5' })).toEqual({
      kind: 'pipeline',
      stages: [
        { argv: ['cat', '/var/log/x.log'], env: { LANG: 'C' }, stderr: 'keep', stdout: 'keep' },
        { argv: ['tail', '-n', '5'], env: {}, stderr: 'merge', stdout: 'keep' },
      ],
    });
  });

  test.each<[string, Record<string, string>, string]>([
    ['an emptied default', { app: 'x', lines: '' }, 'bad-parameter'],
    ['a bad second value', { app: 'x', lines: '-5' }, 'bad-parameter'],
    ['a value for no parameter', { app: 'x', nothing: 'y' }, 'planned'],
  ])('%s', (_, values, code) => {
    expect(codeOf(planStep(two, values))).toBe(code);
  });

  test('a value that looks like another parameter is not filled again', () => {
    const plan = planStep(two, { app: '{"param":"lines"}<lines>$lines', lines: '7' });
    expect(argvOf(plan)[0]).toEqual(['cat', '/var/log/{"param":"lines"}<lines>$lines.log']);
  });

  test('the step keeps its own words', () => {
    const before = structuredClone(two);
    planStep(two, { app: 'x' });
    expect(two).toEqual(before);
  });
});

test('a step that can only be copied says why', () => {
  expect(planStep(step(null), {})).toMatchObject({
    code: 'copy-only',
    text: 'This command can only be copied: it needs a shell.',
  });
});

describe('a catalogue action', () => {
  test('is its words, as they stand', () => {
    const action = Action.parse({ run: ['./deploy.sh', 'restart now', '$HOME'] });
    expect(planAction(action, new Map(), seal)).toEqual({
      kind: 'pipeline',
      stages: [
        { argv: ['./deploy.sh', 'restart now', '$HOME'], env: {}, stderr: 'keep', stdout: 'keep' },
      ],
    });
  });

  test('or a queue to empty', () => {
    const queue = { bullmq: 'mails', url: 'REDIS_URL', states: ['waiting', 'failed'] };
    const plan = planAction(Action.parse({ queue }), new Map(), seal);
    expect(plan).toEqual({ kind: 'queue', queue: { ...queue, operation: 'clean' } });
    expect(commandLineOf(plan)).toBe('queue clean mails (waiting, failed) at $REDIS_URL');
  });
});

describe('the command line that people approve', () => {
  const line = (...stages: (Partial<PlanStage> & { argv: string[] })[]) =>
    commandLineOf({
      kind: 'pipeline',
      stages: stages.map((one) => ({ env: {}, stderr: 'keep', stdout: 'keep', ...one })),
    });

  test.each<[string, string]>([
    ['ls', 'ls'],
    ['a-b_c.d/e:f,g@h%i+j=k', 'a-b_c.d/e:f,g@h%i+j=k'],
    ['two words', "'two words'"],
    ['', "''"],
    ["it's", "'it'\\''s'"],
    ['$HOME', "'$HOME'"],
    ['*', "'*'"],
    ['~', "'~'"],
    ['#x', "'#x'"],
    ['a\nb', "'a\nb'"],
    ['été', "'été'"],
  ])('%j is written %s', (word, written) => {
    expect(line({ argv: ['echo', word] })).toBe(`echo ${written}`);
  });

  test('has the environment in front and the streams behind, stage by stage', () => {
    expect(
      line(
        { argv: ['a'], env: { X: '1', Y: 'b c' }, stderr: 'merge' },
        { argv: ['b'], stderr: 'discard' },
        { argv: ['c'], stdout: 'discard' },
      ),
    ).toBe("X=1 Y='b c' a 2>&1 | b 2>/dev/null | c >/dev/null");
  });

  test.each(['A=b', 'if', 'time', 'function', 'done', '2'])(
    'a program called %s is not taken for shell',
    (program) => {
      expect(readBack(line({ argv: [program, 'x'] }))).toEqual([{ env: {}, argv: [program, 'x'] }]);
    },
  );

  test('a shell reads from it the argv that runs', { timeout: 30_000 }, () => {
    const word = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.string({ unit: 'grapheme', maxLength: 20 }),
      fc.constantFrom(
        'if',
        'then',
        'A=b',
        'A+=b',
        '2',
        '2>&1',
        '~/x',
        '{a,b}',
        '!',
        '[[',
        '((',
        '-',
      ),
    );
    const clean = word.filter((text) => !/[\0\r]/.test(text));
    const name = fc.constantFrom('A', 'LANG', '_x', 'PATH');
    const stages = fc.array(
      fc.record({
        argv: fc
          .tuple(clean, fc.array(clean, { maxLength: 5 }))
          .map(([one, more]) => [one, ...more]),
        env: fc.dictionary(name, clean, { noNullPrototype: true }),
        stderr: fc.constantFrom('keep' as const, 'merge' as const, 'discard' as const),
        stdout: fc.constantFrom('keep' as const, 'discard' as const),
      }),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(stages, (all) => {
        const plan: Plan = { kind: 'pipeline', stages: all };
        const expected = all.map(({ env, argv }) => ({ env, argv }));
        expect(readBack(commandLineOf(plan))).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  function readBack(text: string): { env: Record<string, string>; argv: string[] }[] {
    const script = parse(text);
    expect(script.errors ?? []).toEqual([]);
    expect(script.commands).toHaveLength(1);
    const { command } = script.commands[0]!;
    const nodes = command.type === 'Pipeline' ? command.commands : [command];
    return nodes.map((node) => {
      if (node.type !== 'Command') throw new Error(`read as ${node.type}: ${text}`);
      const env = node.prefix.flatMap((part) =>
        part.type === 'Assignment' && part.value.type === 'Word'
          ? [[part.name, part.value.value]]
          : [],
      );
      const words = [...(node.name ? [node.name] : []), ...node.args];
      return {
        env: Object.fromEntries(env),
        argv: words.map((word) => {
          const expands = ('parts' in word ? word.parts : undefined)?.some(
            ({ type }) => type !== 'Literal' && type !== 'SingleQuoted',
          );
          if (expands) throw new Error(`the shell would expand ${word.text}`);
          return word.type === 'Word' ? word.value : '';
        }),
      };
    });
  }
});

describe('the fingerprint that an approval is bound to', () => {
  const target: Target = { name: 'host', cwd: '/srv', env: ['PATH'] };
  const one: PlanStage = { argv: ['a', 'b c'], env: { X: '1' }, stderr: 'keep', stdout: 'keep' };
  const plan: Plan = { kind: 'pipeline', stages: [one] };
  const clear = (more: object = {}): Plan => ({
    kind: 'queue',
    queue: {
      bullmq: 'mails',
      url: 'REDIS_URL',
      operation: 'clean',
      states: ['waiting'],
      ...more,
    },
  });
  const call = (more: Partial<HttpPlan> = {}): Plan => ({
    kind: 'http',
    request: {
      method: 'POST',
      url: 'http://shop/restart',
      headers: [{ name: 'a', value: { text: 'b' } }],
      body: { text: '{}' },
      expect: null,
      redirects: 0,
      ...more,
    },
  });
  const only = (changes: Partial<PlanStage>): Plan => ({
    ...plan,
    stages: [{ ...one, ...changes }],
  });

  test('is the same for the same, however often and on whatever machine', () => {
    const again = structuredClone({ plan, target });
    expect(fingerprintOf('h1', again.plan, again.target)).toBe(fingerprintOf('h1', plan, target));
    expect(fingerprintOf('h1', plan, target)).toMatch(/^[0-9a-f]{16}$/);
  });

  const others: [string, string, Plan, Target, RunParameter[]?][] = [
    ['as it was', 'h1', plan, target],
    ['the step', 'h2', plan, target],
    ['a word', 'h1', only({ argv: ['a', 'b d'] }), target],
    ['a border between words', 'h1', only({ argv: ['a', 'b', 'c'] }), target],
    ['the order of words', 'h1', only({ argv: ['b c', 'a'] }), target],
    ['a word more', 'h1', only({ argv: ['a', 'b c', ''] }), target],
    ['a variable', 'h1', only({ env: { X: '2' } }), target],
    ['the name of a variable', 'h1', only({ env: { Y: '1' } }), target],
    ['no variable', 'h1', only({ env: {} }), target],
    ['what happens to errors', 'h1', only({ stderr: 'discard' }), target],
    ['what happens to output', 'h1', only({ stdout: 'discard' }), target],
    ['a stage more', 'h1', { ...plan, stages: [one, one] }, target],
    ['the target', 'h1', plan, { ...target, name: 'other' }],
    ['its folder', 'h1', plan, { ...target, cwd: '/opt' }],
    ['no folder', 'h1', plan, { name: 'host', env: ['PATH'] }],
    ['what its processes may see', 'h1', plan, { ...target, env: ['PATH', 'TOKEN'] }],
    ['a queue', 'h1', clear(), target],
    ['another queue', 'h1', clear({ bullmq: 'others' }), target],
    ['another address', 'h1', clear({ url: 'OTHER_URL' }), target],
    ['more of the queue', 'h1', clear({ states: ['waiting', 'failed'] }), target],
    ['another operation', 'h1', clear({ operation: 'drain' }), target],
    ['another prefix', 'h1', clear({ prefix: 'b' }), target],
    ['a dry run', 'h1', { ...clear(), dryRun: true } as Plan, target],
    ['a call', 'h1', call(), target],
    ['another address', 'h1', call({ url: 'http://shop/stop' }), target],
    ['another method', 'h1', call({ method: 'PUT' }), target],
    ['another header', 'h1', call({ headers: [{ name: 'a', value: { text: 'c' } }] }), target],
    ['another body', 'h1', call({ body: { text: '[]' } }), target],
    ['another status', 'h1', call({ expect: [404] }), target],
    ['a redirect', 'h1', call({ redirects: 1 }), target],
    ['a value', 'h1', call(), target, [{ name: 'n', title: 'N', value: '1' }]],
    ['another value', 'h1', call(), target, [{ name: 'n', title: 'N', value: '2' }]],
  ];

  test('changes with each ingredient, to a value that no other change gives', () => {
    const values = others.map(([, hash, what, where, given]) =>
      fingerprintOf(hash, what, where, given),
    );
    const twice = others.filter((_, index) => values.indexOf(values[index]!) !== index);
    expect(twice.map(([name]) => name)).toEqual([]);
  });
});
