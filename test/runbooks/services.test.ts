import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Action } from '../../src/action/catalogue.ts';
import { actionLine } from '../../src/action/plan-action.ts';
import { loadDirectory } from '../../src/config/load.ts';
import { formatProblems } from '../../src/config/problems.ts';
import { onCallAt } from '../../src/oncall/schedule-turns.ts';
import { sameCommand } from '../../src/runbook/action-link.ts';
import { facts } from './facts.ts';

const home = fileURLToPath(new URL('../../runbooks', import.meta.url));
const { directory, problems } = await loadDirectory(home, { RUNBELL_DATA: '/data' });

test('the five services load without a problem', () => {
  expect(problems, formatProblems(problems)).toEqual([]);
  expect([...directory.services.keys()].toSorted()).toEqual(Object.keys(facts).toSorted());
});

test('the try-out has its people, its key and a home for stray alerts', () => {
  expect(Object.values(directory.people).map(({ slack }) => slack)).toEqual([
    'U0ONCALL',
    'U0SENIOR',
    'U0DBA',
    'U0MANAGER',
    'U0SECURITY',
    'U0CTO',
  ]);
  expect(directory.hookKeys.get('practice')).toBe('practice');
  expect(directory.services.has(directory.default_service)).toBe(true);
});

describe.each(Object.entries(facts))('%s', (name, fact) => {
  const service = directory.services.get(name)!;
  const runbook = service.runbooks[0]!;
  const procedures = new Map(runbook.procedures.map((one) => [one.title, one]));
  const steps = runbook.procedures.flatMap((one) => one.steps);
  const text = readFileSync(`${home}/${name}/operations.md`, 'utf8');

  test('its runbook reads without a finding', () => {
    expect(runbook.findings).toEqual([]);
  });

  test('it presents its alerts, and each is a procedure with something to do', () => {
    expect(runbook.alerts).toEqual(fact.alerts);
    for (const alert of fact.alerts) {
      expect(procedures.get(alert)?.alerts).toEqual([alert]);
      expect(procedures.get(alert)?.steps.length).toBeGreaterThan(1);
    }
  });

  test('it answers every situation of its team', () => {
    for (const title of fact.situations) {
      expect([title, procedures.get(title)?.steps.length]).toEqual([title, expect.any(Number)]);
    }
  });

  test(`it carries over all ${fact.commands} commands`, () => {
    const commands = steps.flatMap((step) => (step.kind === 'command' ? [step.text] : []));
    expect(new Set(commands.map((line) => line.replace(/\s+/g, ' '))).size).toBe(fact.commands);
  });

  test('it states the response times and severities', () => {
    for (const [title, words] of Object.entries(fact.stated)) {
      const { responseTime, severity } = procedures.get(title)!;
      expect([title, responseTime, severity]).toEqual(expect.arrayContaining([title, words]));
    }
  });

  test('it names the thresholds, files and contacts', () => {
    expect(fact.phrases.filter((phrase) => !text.includes(phrase))).toEqual([]);
  });

  test('its links lead to headings of its own', () => {
    const anchors = runbook.sections.map(({ heading }) => anchorOf(heading));
    const links = [...text.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor);
    expect(links.filter((anchor) => !anchors.includes(anchor ?? ''))).toEqual([]);
  });

  test('its words for severities mean what its team means', () => {
    expect(service.severities).toMatchObject(fact.severities);
  });

  test('its policy pages the right people at the right time', () => {
    const policy = directory.policies[service.escalation]!;
    expect(policy.page).toEqual(fact.pages);
    expect(
      policy.levels.map((level) => [level.name, level.page.map(slackOf), level.wait / 60_000]),
    ).toEqual(fact.levels);
  });

  test('its catalogue holds the remedies that the runbook has', () => {
    const actions = Object.entries(service.actions);
    expect(
      Object.fromEntries(actions.map(([key, action]) => [key, [action.class, what(action)]])),
    ).toEqual(fact.actions);
    const commands = steps.filter((step) => step.kind === 'command');
    const strange = actions.flatMap(([key, action]) => {
      if (!('run' in action)) return [];
      const said = commands.some(
        ({ text, pipeline }) =>
          text === action.run.join(' ') || sameCommand(pipeline ?? [], action.run) !== null,
      );
      return said ? [] : [key];
    });
    expect(strange).toEqual(fact.own ?? []);
  });

  test('somebody beside the person on call may approve', () => {
    const others = service.approvers.filter((person) => person !== 'oncall');
    expect(others.length).toBeGreaterThan(1);
  });
});

test('kindle-sync runs in its practice folder, and a failed restart proposes the rollback', () => {
  const kindle = directory.services.get('kindle-sync')!;
  expect(kindle.target).toMatchObject({ name: 'kindle-host', cwd: '/data/practice/kindle-sync' });
  expect(kindle.actions.restart).toMatchObject({
    on_failure: 'rollback',
    verify: [{ http: 'http://127.0.0.1:8080/health', status: 200 }],
  });
});

test('clear-queue runs on a target that sees the address of the queue and nothing else', () => {
  const newsletter = directory.services.get('newsletter')!;
  const target = newsletter.targets.find(({ name }) => name === 'newsletter-queue');
  expect(target?.env).toEqual(['NEWSLETTER_QUEUE_URL']);
  expect(newsletter.actions['clear-queue']).toMatchObject({
    target: 'newsletter-queue',
    queue: { url: 'NEWSLETTER_QUEUE_URL', states: ['waiting', 'failed'] },
  });
});

function what(action: Action): string {
  return 'run' in action ? action.run.join(' ') : actionLine(action);
}

/** The Slack id behind a page target on some day of the try-out. */
function slackOf(target: string): string {
  const [, name] = /^schedule:(.*)$/.exec(target) ?? [];
  const schedule = name === undefined ? undefined : directory.schedules[name];
  const turn = schedule && onCallAt(schedule, [], new Date('2026-06-01T12:00Z'));
  const person = directory.people[turn?.person ?? target];
  return person?.slack ?? `nobody (${target})`;
}

function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');
}
