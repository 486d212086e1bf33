import { describe, expect, test } from 'vitest';
import type { CommandStep } from '../../src/runbook/model.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { outlineOf, procedure, readFixture } from './fixture.ts';

function commands(name: string): CommandStep[] {
  return readFixture(name).procedures.flatMap((one) =>
    one.steps.flatMap((step) => (step.kind === 'command' ? [step] : [])),
  );
}

describe('alerts as bold lines over a list', () => {
  const runbook = readFixture('alerts-as-bold-lines');

  test('each one is a procedure, and a table of contents is none', () => {
    expect(runbook.alerts).toEqual(['TrackerDown', 'ScannerOffline', 'SlowLookups']);
    expect(runbook.procedures.map((one) => one.title)).toEqual(runbook.alerts);
  });

  test('impact, response time and severity are kept word for word', () => {
    expect(procedure(runbook, 'TrackerDown')).toMatchObject({
      impact: 'Nobody can see a parcel',
      responseTime: '5 minutes',
      severity: 'Critical',
      trail: ['Alert responses and procedures', 'Critical alerts'],
    });
    expect(procedure(runbook, 'SlowLookups').severity).toBe('warning, in office hours');
  });

  test('a condition stays in the label, and what has no command is a manual step', () => {
    expect(outlineOf(procedure(runbook, 'TrackerDown'))).toEqual([
      '$ docker ps -a (Look at the container)',
      '$ ./bin/tracker.sh restart (Start it again)',
      '$ ./bin/tracker.sh rollback (If that fails, go back)',
      '- Escalate when it stays down',
    ]);
  });

  test('a command that the text warns of is not offered', () => {
    expect(outlineOf(procedure(runbook, 'SlowLookups'))).toEqual([
      '- Read logs/slow.log',
      '- Never run docker system prune -a here',
    ]);
  });

  test('steps of a list of actions are sorted by what they do', () => {
    expect(procedure(runbook, 'TrackerDown').steps.map((step) => step.section)).toEqual([
      'diagnosis',
      'mitigation',
      'mitigation',
      'escalation',
    ]);
  });
});

describe('bold pseudo-headings', () => {
  const runbook = readFixture('pseudo-headings');

  test('the title comes from front matter where there is no heading for it', () => {
    expect(runbook.title).toBe('Ticket shop');
  });

  test('parts of a procedure are not procedures', () => {
    expect(runbook.procedures.map((one) => one.title)).toEqual([
      'Issue: Orders pile up',
      'Issue: Login fails',
    ]);
  });

  test('symptoms are kept, whether in the line or in a list', () => {
    expect(runbook.procedures.map((one) => one.symptoms)).toEqual([
      ['Orders wait, customers call'],
      ['Users see a blank page', '401 in the log'],
    ]);
  });

  test('causes are not steps, even when they read like orders', () => {
    expect(outlineOf(procedure(runbook, 'Issue: Orders pile up'))).toEqual([
      '$ docker-compose exec redis redis-cli llen orders (Length of the queue)',
      '$ docker-compose up -d --scale worker=3 (More workers)',
      '$ systemctl restart shop-worker (Or: Resolution)',
      '- If orders still wait, call the payment team.',
    ]);
  });

  test('a bold list item labels the commands below it', () => {
    expect(outlineOf(procedure(runbook, 'Issue: Login fails'))).toEqual([
      '$ redis-cli ping (Check the session store)',
      '$ redis-cli dbsize (Check the session store)',
      '$ docker-compose restart web (Restart if needed)',
    ]);
  });

  test('every heading is a section with its kind', () => {
    expect(runbook.sections.slice(0, 6)).toEqual([
      { heading: 'Common issues', kind: 'other', line: 5 },
      { heading: 'Issue: Orders pile up', kind: 'other', line: 7 },
      { heading: 'Symptoms', kind: 'symptoms', line: 9 },
      { heading: 'Diagnosis', kind: 'diagnosis', line: 11 },
      { heading: 'Common Causes', kind: 'diagnosis', line: 17 },
      { heading: 'Resolution', kind: 'mitigation', line: 21 },
    ]);
  });
});

describe('underlined headings and lists of situations', () => {
  const runbook = readFixture('list-of-situations');

  test('each bold item below "Common Issues" is a procedure, numbered steps are not', () => {
    expect(runbook.procedures.map((one) => [...one.trail, one.title].join(' > '))).toEqual([
      'Troubleshooting > Common Issues > Upload Hangs',
      'Troubleshooting > Common Issues > Disk Full',
      'Troubleshooting > Startup',
      'Maintenance > Regular Tasks > Daily',
    ]);
  });

  test('inline code is a command where the item tells to run it, a path is not', () => {
    expect(outlineOf(procedure(runbook, 'Upload Hangs'))).toEqual([
      '$ python --version (Check the version)',
      '$ pip install -r requirements.txt (Install what is missing)',
      '- Read the log: logs/upload.log',
    ]);
  });

  test('every checkbox is a step', () => {
    expect(outlineOf(procedure(runbook, 'Daily'))).toEqual([
      '- Health page is green',
      '- Read the error log',
    ]);
  });
});

describe('a file that answers one alert', () => {
  const runbook = readFixture('one-alert');
  const [only] = runbook.procedures;

  test('is one procedure with all its parts', () => {
    expect(runbook.procedures).toHaveLength(1);
    expect(only).toMatchObject({
      title: 'DepotClockSkew',
      alerts: ['DepotClockSkew'],
      impact: 'Parcels arrive before they leave.',
      trail: [],
    });
  });

  test('prompts, output below them, lists and quotes are understood', () => {
    expect(outlineOf(only!)).toEqual([
      '- Compare the clocks. NODE is the value of the instance label.',
      '$ kubectl -n depot exec clock-0 -- date (Diagnosis)',
      '$ kubectl get node $NODE -o yaml (Diagnosis)',
      '- Set the clock on the host by hand.',
      '$ kubectl -n depot delete pod clock-0 (Delete the pod, so that it starts anew)',
      '$ kubectl -n depot get pods (Run)',
    ]);
  });

  test('a variable that is set to a placeholder is asked for, without a default', () => {
    const step = only!.steps.find((one) => one.kind === 'command' && one.parameters.length > 0);
    expect(step).toMatchObject({ parameters: [{ name: 'NODE', default: null, secret: false }] });
  });

  test('a step knows its lines', () => {
    expect(only!.steps.map((step) => step.startLine)).toEqual([13, 17, 19, 24, 28, 32]);
  });
});

describe('tables and what is not code to run', () => {
  test('a table cell is a command only in a column that says so', () => {
    expect(commands('tables-and-snippets').slice(0, 2)).toMatchObject([
      { text: 'docker-compose logs -f feed', label: 'Feed', startLine: 5 },
      { text: 'df -h /data', label: 'Disk', startLine: 6 },
    ]);
  });

  test('other languages and directives never give commands', () => {
    expect(commands('tables-and-snippets').map((step) => step.text)).toEqual([
      'docker-compose logs -f feed',
      'df -h /data',
      'make check',
      'docker exec -it feed python',
      'ls /inside',
      'curl -s http://localhost:9000/health',
      'kubectl get pods',
      'journalctl -u feed -n 50',
    ]);
  });

  test('what depends on a line above it is copy-only and says so', () => {
    const reasons = commands('tables-and-snippets').map((step) => step.reason);
    expect(reasons[2]).toMatch(/depends on a line above/);
    expect(reasons[4]).toMatch(/inside the session/);
    expect(reasons[5]).toBeNull();
  });

  test('alert rules that the file quotes are its alerts', () => {
    expect(readFixture('tables-and-snippets').alerts).toEqual(['FeedStale']);
  });
});

test('an unclosed fence and an HTML comment are read', () => {
  const runbook = readFixture('unclosed');
  expect(runbook).toMatchObject({ title: 'Unclosed', findings: [] });
  expect(commands('unclosed').map((step) => step.text)).toEqual(['docker ps']);
});

test('without heading and front matter the file name is the title', () => {
  expect(parseRunbook('ops/disk-full.md', 'Text.').title).toBe('disk-full');
});

describe('identity', () => {
  const before = '# A\n\n## B\n\n```bash\n# Look\ndocker ps\ndocker ps\n```\n';
  const step = (markdown: string, index = 0) =>
    parseRunbook('a.md', markdown).procedures.at(-1)!.steps[index]!;

  test('ids and hashes survive edits elsewhere in the file', () => {
    const after = step(before.replace('## B', '## Z\n\nNew. Run `df -h`.\n\n## B'));
    expect(after).toMatchObject({ id: step(before).id, hash: step(before).hash });
    expect(after.startLine).not.toBe(step(before).startLine);
  });

  test('an edited text or label is another hash', () => {
    expect(step(before.replaceAll('docker ps', 'docker ps -a')).hash).not.toBe(step(before).hash);
    expect(step(before.replace('# Look', '# Look twice')).hash).not.toBe(step(before).hash);
  });

  test('the same command twice has two ids', () => {
    expect(step(before, 1).id).not.toBe(step(before).id);
  });
});
