import { describe, expect, test } from 'vitest';
import { noProcedure } from '../../src/slack/views/no-procedure.ts';
import {
  placeOf,
  procedureModal,
  procedurePage,
  standingIn,
} from '../../src/slack/views/runbook.ts';
import {
  runbookCandidates,
  runbookFound,
  runbookNotFound,
} from '../../src/slack/views/runbook-found.ts';
import { reachable, renderText } from '../harness/render.ts';
import { checkMessage, checkView } from '../harness/slack-check.ts';
import { match, readable } from './runbook-samples.ts';
import { command, incident, manual, nasty, procedure } from './samples.ts';

const place = placeOf(match());

/** Every page, as somebody reads it who presses Next to the end. */
function pagesOf(part: Parameters<typeof readable>[0]) {
  const read = readable(part);
  const pages = [procedurePage(read, place, 0, 'can-be-added')];
  for (let page = 1; renderText(pages.at(-1)!).includes('[Next]'); page += 1)
    pages.push(procedurePage(read, place, page, 'can-be-added'));
  return pages;
}

const long = Array.from({ length: 60 }, (_, index) =>
  command({ id: `s${index}`, label: `Look at part ${index + 1}`, startLine: index + 100 }),
);

describe('search', () => {
  test('lists what fits with its reason and a way to read it', () => {
    const shown = runbookFound('books', [match()]);

    expect(renderText(shown)).toMatchInlineSnapshot(`
      "*1 procedure* for "books"
      *KindleSyncDown*
      Symptom: books are not delivered
      Runbook of kindle-sync, \`kindle-sync/runbook.md:10\`
      [Show]"
    `);
    expect(reachable(shown)).toEqual([{ kind: 'show-procedure', value: place }]);
  });

  test('that finds nothing says so and shows what comes nearest', () => {
    const shown = runbookNotFound('No procedure fits "<!here>".', [match(), match()]);

    expect(renderText(shown)).toContain('No procedure fits "<!here>". These 2 come nearest.');
    expect(reachable(shown)).toHaveLength(2);
  });

  test('that finds nothing near either says what to try', () => {
    expect(renderText(runbookNotFound('No procedure fits "x".', []))).toContain('Try other words');
  });

  test('a name of many procedures lists twenty and says where the others are', () => {
    const shown = runbookCandidates(
      'operations',
      Array.from({ length: 60 }, () => match()),
    );

    expect(reachable(shown)).toHaveLength(20);
    expect(renderText(shown)).toContain('and 40 more. The Home tab');
  });
});

describe('a procedure to read', () => {
  test('has nothing to press outside of an incident, and says where its buttons are', () => {
    const shown = procedurePage(readable(), place, 0, 'no-incident');

    expect(renderText(shown)).toMatchInlineSnapshot(`
      "# KindleSyncDown
      (*Impact*: No book is delivered
      *Severity*: P1
      *Response time*: 5 minutes
      Runbook of kindle-sync, \`kindle-sync/runbook.md:10\`)
      (*Find out what it is*)
      *1.* Check the status
      \`\`\`
      ./scripts/deploy.sh status
      \`\`\`
      Reads only
      (*Put it right*)
      *2.* Tell the users
      (Only to read. In the channel of an incident, \`/runbook show\` can add it, with buttons that run its steps.)"
    `);
    expect(reachable(shown)).toEqual([]);
  });

  test('can be added where an incident is open that does not have it', () => {
    const own = procedure({ file: place.file, id: place.procedure });

    expect(standingIn(null, place)).toBe('no-incident');
    expect(standingIn(incident({ status: 'resolved' }), place)).toBe('no-incident');
    expect(standingIn(incident({ procedures: [own] }), place)).toBe('is-there');
    expect(standingIn(incident(), place)).toBe('can-be-added');
    expect(reachable(procedurePage(readable(), place, 0, 'can-be-added'))).toEqual([
      { kind: 'add-procedure', value: place },
    ]);
  });

  test('of sixty steps has pages, and no step is lost or told twice', () => {
    const pages = pagesOf({ steps: long });
    const text = pages.map(renderText).join('\n');
    const numbers = [...text.matchAll(/^\*(\d+)\.\* Look at part (\d+)$/gm)];

    expect(pages.length).toBeGreaterThan(1);
    expect(numbers.map(([, number]) => Number(number))).toEqual(long.map((_, index) => index + 1));
    expect(numbers.every(([, number, part]) => number === part)).toBe(true);
    expect(pages.flatMap(checkMessage)).toEqual([]);
  });

  test('a page that is there no more is the last one', () => {
    expect(
      renderText(procedurePage(readable({ steps: long }), place, 999, 'no-incident')),
    ).toContain('Look at part 60');
  });

  test('a long command is there to its last character', () => {
    const text = Array.from({ length: 900 }, (_, index) => `part-${index}`).join(' ');
    const shown = pagesOf({ steps: [command({ text })] })
      .map(renderText)
      .join('');

    expect(shown.replaceAll(/\s|```/g, '')).toContain('part-899');
    expect(shown).not.toContain('Cut here');
  });

  test('long prose is there to its last word, cut between words', () => {
    const words = Array.from({ length: 1200 }, (_, index) => `word${index}`);
    const shown = pagesOf({ steps: [manual({ label: 'Read this', text: words.join(' ') })] });
    const text = shown.map(renderText).join('\n');

    expect(words.filter((word) => !new RegExp(`\\b${word}\\b`).test(text))).toEqual([]);
  });

  test('without commands it reads as prose under its parts', () => {
    const steps = [
      manual({
        id: 'a',
        label: 'Ask who deployed',
        text: 'Ask who deployed',
        section: 'diagnosis',
      }),
      manual({ id: 'b', label: 'Tell support', text: 'Tell support', section: 'escalation' }),
    ];
    const text = renderText(procedurePage(readable({ steps }), place, 0, 'no-incident'));

    expect(text).toContain('(*Find out what it is*)\n*1.* Ask who deployed');
    expect(text).toContain('(*Call for help*)\n*2.* Tell support');
  });

  test('without steps it is its text, line by line', () => {
    const read = readable({ steps: [], text: 'The first line.\nThe *second* & last.' });

    expect(renderText(procedurePage(read, place, 0, 'no-incident'))).toContain(
      'The first line.\nThe ∗second∗ & last.',
    );
  });
});

test.each([
  ['commands', command({ label: nasty, text: nasty.repeat(80), reason: nasty.repeat(9) })],
  ['prose', manual({ label: nasty, text: nasty.repeat(80) })],
  ['one endless word', manual({ label: 'x', text: '&'.repeat(60_000) })],
])('a procedure of hostile %s stays inside the limits on every page', (_, step) => {
  const hostile = {
    title: nasty,
    alerts: Array.from({ length: 50 }, () => nasty),
    symptoms: Array.from({ length: 50 }, () => nasty),
    impact: nasty,
    severity: nasty,
    responseTime: nasty,
    escalation: Array.from({ length: 50 }, () => nasty),
    text: nasty.repeat(500),
    steps: Array.from({ length: 6 }, () => step),
  };
  const pages = [...pagesOf(hostile), ...pagesOf({ ...hostile, steps: [] })];
  const modals = [0, 1, 2].map((page) => procedureModal(readable(hostile), place, page));

  expect(pages.flatMap(checkMessage)).toEqual([]);
  expect(modals.flatMap(checkView)).toEqual([]);
  expect(modals.every((modal) => JSON.stringify(modal).length < 250_000)).toBe(true);
});

test('hostile results stay inside the limits', () => {
  const found = { ...match({ title: nasty }), because: nasty, file: nasty.slice(0, 400) };
  const many = Array.from({ length: 60 }, () => found);
  const messages = [
    runbookFound(nasty, many),
    runbookCandidates(nasty, many),
    runbookNotFound(nasty, many),
    noProcedure(incident({ service: nasty }), many.slice(0, 3)),
  ];

  expect(messages.flatMap(checkMessage)).toEqual([]);
});

test('an incident without a procedure shows what comes nearest, for somebody to judge', () => {
  const shown = noProcedure(incident(), [match()]);

  expect(renderText(shown)).toContain('This comes nearest; read before you trust');
  expect(reachable(shown)).toEqual([{ kind: 'show-procedure', value: place }]);
});
