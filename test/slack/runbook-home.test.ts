import { describe, expect, test } from 'vitest';
import type { Service } from '../../src/service/service.ts';
import { homeView } from '../../src/slack/views/home.ts';
import { homeService } from '../../src/slack/views/home-service.ts';
import { reachable, renderText } from '../harness/render.ts';
import { checkView } from '../harness/slack-check.ts';
import { readable, runbook, service } from './runbook-samples.ts';
import { command, directory, incident, manual, nasty, now } from './samples.ts';

function home(services: Service[], page = 0, incidents = [incident()]) {
  const named = new Map(services.map((one) => [one.service, one]));
  return homeView(incidents, { ...directory([]), services: named }, now, page);
}

/** The Home tab has the limits of a modal, but no title. */
function check(view: ReturnType<typeof home>): string[] {
  const title = { type: 'plain_text' as const, text: 'Home' };
  return checkView({ type: 'modal', callback_id: 'home', title, blocks: view.blocks });
}

const many = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    readable({ id: `p${index}`, title: `Case ${index + 1}` }),
  );

describe('all services', () => {
  test('what is open stands above the services with their runbooks', () => {
    const shown = home([
      service('newsletter', []),
      service('kindle-sync', [runbook('kindle-sync/a.md', many(2))], 'Sends books to readers'),
    ]);

    expect(renderText(shown)).toMatchInlineSnapshot(`
      "# Runbell
      *1 incident is open*
      *7* ◆ P1 critical · KindleSyncDown (kindle-sync) · #C7
      Open: nobody has taken it. Since 02:13 UTC.
      [Declare an incident]
      # Runbooks
      *kindle-sync*
      Sends books to readers
      2 procedures in 1 runbook · *1 incident open*
      [Open]
      *newsletter*
      no runbook
      (\`/runbook search\` finds a procedure by what you see, \`/incident help\` lists everything else that can be typed.)"
    `);
    expect(reachable(shown)).toEqual([
      { kind: 'declare', value: {} },
      { kind: 'browse-service', value: { service: 'kindle-sync' } },
    ]);
    expect(check(shown)).toEqual([]);
  });

  test('sixty of them, and three dozen incidents, take two pages', () => {
    const services = Array.from({ length: 60 }, (_, index) =>
      service(`service-${String(index + 1).padStart(2, '0')}`, [runbook('a.md', many(3))]),
    );
    const incidents = Array.from({ length: 36 }, (_, number) => incident({ number }));
    const pages = [0, 1].map((page) => home(services, page, incidents));
    const named = pages.flatMap((page) => renderText(page).match(/service-\d\d/g));

    expect(new Set(named).size).toBe(60);
    expect(reachable(pages[0]!).at(-1)).toEqual({
      kind: 'page-on',
      value: { in: 'home', service: null, page: 1 },
    });
    expect(pages.flatMap(check)).toEqual([]);
  });

  test('without services it says how to add one', () => {
    expect(renderText(home([]))).toContain('add a folder with a service.yaml');
  });
});

describe('one service', () => {
  test('lists procedures under their runbook, by what is in them', () => {
    const shown = homeService(
      service('kindle-sync', [
        runbook('kindle-sync/a.md', [
          readable({ alerts: ['SyncDown'], trail: ['Alerts'] }),
          readable({ id: 'b', title: 'Every day', steps: [manual(), manual()] }),
          readable({ id: 'c', title: 'About', steps: [] }),
        ]),
        runbook('kindle-sync/empty.md', []),
      ]),
    );

    expect(renderText(shown)).toMatchInlineSnapshot(`
      "# kindle-sync
      [All services]
      ---
      (*Kindle Sync: operations* · \`kindle-sync/a.md\` · 3 procedures)
      *KindleSyncDown*
      Alerts · 2 steps, 1 command · answers SyncDown
      [Read]
      *Every day*
      2 steps, all by hand
      [Read]
      *About*
      to read
      [Read]
      ---
      (*Kindle Sync: operations* · \`kindle-sync/empty.md\` · 0 procedures)"
    `);
    expect(reachable(shown)[1]).toEqual({
      kind: 'read-procedure',
      value: { service: 'kindle-sync', file: 'kindle-sync/a.md', procedure: 'kindlesyncdown' },
    });
    expect(check(shown)).toEqual([]);
  });

  test.each([
    ['forty procedures in one runbook', [runbook('a.md', many(40))], 2],
    [
      'ninety runbooks of one',
      Array.from({ length: 90 }, (_, n) => runbook(`${n}.md`, many(1))),
      3,
    ],
  ])('%s take some pages and are all there', (_, runbooks, pages) => {
    const one = service('kindle-sync', runbooks);
    const shown = Array.from({ length: pages }, (_, page) => homeService(one, page));
    const read = shown.flatMap((page) =>
      reachable(page).filter((button) => button?.kind === 'read-procedure'),
    );

    expect(read).toHaveLength(runbooks.flatMap(({ procedures }) => procedures).length);
    expect(renderText(shown.at(-1)!)).not.toContain('[Next]');
    expect(shown.flatMap(check)).toEqual([]);
  });
});

test('hostile names stay inside the limits', () => {
  const hostile = readable({
    title: nasty,
    trail: [nasty],
    alerts: Array.from({ length: 30 }, () => nasty),
    steps: [command()],
  });
  const books = Array.from({ length: 40 }, (_, index) => ({
    ...runbook(`${index}${nasty.slice(0, 300)}`, [hostile]),
    title: nasty,
  }));
  const services = Array.from({ length: 60 }, (_, index) =>
    service(`${index}${nasty.slice(0, 200)}`, books, nasty),
  );
  const incidents = Array.from({ length: 40 }, () => incident({ title: nasty, service: nasty }));
  const views = [home(services, 0, incidents), home(services, 1), homeService(services[0]!)];

  expect(views.flatMap(check)).toEqual([]);
});
