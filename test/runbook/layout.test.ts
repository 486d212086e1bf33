import { describe, expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { outlineOf } from './fixture.ts';

function stepsOf(markdown: string): string[] {
  return parseRunbook('a.md', markdown).procedures.flatMap((one) => outlineOf(one));
}

describe('hazards of layout', () => {
  test('a numbered list right under a bold label keeps its steps', () => {
    const text =
      '# A\n\n## Disk full\n\n**Response time:** 15 minutes\n\n1. Look at the disk: `df -h`\n2. Delete old exports\n';
    expect(stepsOf(text)).toEqual(['$ df -h (Look at the disk)', '- Delete old exports']);
  });

  test('a numbered item with an unusual verb is a step, a numbered statement is none', () => {
    const text =
      '# A\n\n## Seal it\n\n1. Kubeseal the secret\n2. Commit it\n3. Users see the page again\n';
    expect(stepsOf(text)).toEqual(['- Kubeseal the secret', '- Commit it']);
  });

  test('a list item that is a command line needs no code marks', () => {
    const text = '# A\n\n## Snapshot\n\n- zpool list -v tank\n- more about it - see below\n';
    expect(stepsOf(text)).toEqual(['$ zpool list -v tank (Snapshot)']);
  });

  test('a list item with a placeholder that Markdown reads as a tag is not offered cut short', () => {
    expect(stepsOf('# A\n\n## B\n\n- kubectl logs -n <namespace> web\n')).toEqual([]);
  });

  test.each([
    ['a metric', 'node_filesystem_free_bytes'],
    ['a comparison of metrics', 'app_ready_pods < app_wanted_pods'],
    ['a listing', 'web-frontend   web-1   32m'],
    ['an aside', '(99% CPU usage)'],
    ['an object', '{ size: 4, name: "a" }'],
    ['a file', 'shop.values.yaml'],
    ['a message', 'received unexpected status: 500 Internal Server Error'],
  ])('%s in a shell fence is no command', (_, line) => {
    expect(stepsOf(`# A\n\n## B\n\n\`\`\`bash\n${line}\n\`\`\`\n`)).toEqual([]);
  });

  test.each([
    'Use `kubectl exec` for that.',
    'Then run `kubectl get/describe/logs` as needed.',
    'Run `helm upgrade` with your values.',
  ])('%s only names a command', (sentence) => {
    const steps = parseRunbook('a.md', `# A\n\n## Fix\n\n${sentence}\n`).procedures.flatMap(
      (one) => one.steps,
    );
    expect(steps.filter((step) => step.kind === 'command')).toEqual([]);
  });

  test('a list of bare addresses holds no steps', () => {
    expect(
      stepsOf('# A\n\n## Resolution\n\n- https://example.org/a\n- https://example.org/b\n'),
    ).toEqual([]);
  });
});

describe('what a sentence tells and what it only mentions', () => {
  const commandsOf = (text: string) =>
    parseRunbook('a.md', `# A\n\n## Fix\n\n${text}\n`).procedures.flatMap(({ steps }) =>
      steps.flatMap((step) => (step.kind === 'command' ? [step.text] : [])),
    );

  test.each([
    'Run `df -h`.',
    'You can see it with `df -h`.',
    'This is done by `df -h` on the host.',
    '- Free space: `df -h`',
    'Check the disk using `df -h`, then go on.',
  ])('%s tells to run it', (text) => {
    expect(commandsOf(text)).toEqual(['df -h']);
  });

  test('a wrapper that is an English word is told by the program behind it', () => {
    expect(commandsOf('Wait for it: `watch kubectl get nodes`')).toEqual([
      'watch kubectl get nodes',
    ]);
    expect(commandsOf('Then: `watch the nodes`')).toEqual([]);
  });

  test.each([
    'The operator runs `df -h` every minute.',
    'It waits via `df -h` until there is room.',
    'A script that calls `df -h` is on the host.',
    'These commands assume that the disk is mounted with `df -h` in mind.',
    'Where the script lies: `scripts/backup.sh`',
    'The old one was `scripts/backup.sh`.',
    'Never run `df -h` here.',
  ])('%s does not', (text) => {
    expect(commandsOf(text)).toEqual([]);
  });

  test.each([
    'Run the script `scripts/backup.sh`.',
    'Verify it with a smoke test (`scripts/smoke.sh`).',
  ])('%s tells to run a path that stands alone', (text) => {
    expect(commandsOf(text)).toHaveLength(1);
  });

  test('what an alert means is not what to do about it', () => {
    const text =
      '# A\n\n## Meaning\n\nThe agent looks at the kubelet via `curl http://localhost:10248/healthz`.\n\n## Diagnosis\n\nRun `df -h`.\n';
    expect(stepsOf(text)).toEqual(['$ df -h (Run)']);
  });

  test('a column of actions holds commands', () => {
    const text =
      '# A\n\n## Quick reference\n\n| Symptom | Immediate action |\n|---|---|\n| Disk full | `df -h /var` |\n';
    expect(stepsOf(text)).toEqual(['$ df -h /var (Disk full)']);
  });
});

describe('fences', () => {
  test('a prompt makes a terminal of a fence in any language', () => {
    const text = '# A\n\n## B\n\n```json\n$ kubectl get pods -o json\n{"items": []}\n```\n';
    expect(stepsOf(text)).toEqual(['$ kubectl get pods -o json (B)']);
  });

  test('a fence that is not indented enough still belongs to the item above it', () => {
    const text =
      '# A\n\n## B\n\n1. Look at the pods:\n```sh\nkubectl get pods\n```\n2. Tell support\n';
    expect(stepsOf(text)).toEqual(['$ kubectl get pods (Look at the pods)', '- Tell support']);
  });
});

describe('headings', () => {
  const kindsOf = (text: string) =>
    parseRunbook('a.md', text).sections.map(({ heading, kind }) => `${heading}: ${kind}`);

  test('numbered steps are of the kind of what stands in them', () => {
    const text =
      '# A\n\n## Restore\n\n### 1. Check the dashboard\n\nLook.\n\n### 2. Clean up\n\n```sh\ndocker stop web\n```\n\n### 3. Verify\n\n```sh\ndocker ps\n```\n';
    expect(kindsOf(text)).toEqual([
      'Restore: mitigation',
      '1. Check the dashboard: diagnosis',
      '2. Clean up: mitigation',
      '3. Verify: diagnosis',
    ]);
  });

  test.each([
    ['Síntomas', 'symptoms'],
    ['Diagnóstico Rápido (< 2 min)', 'diagnosis'],
    ['Solução', 'mitigation'],
    ['Lösung', 'mitigation'],
    ['Maßnahmen', 'mitigation'],
    ['Übersicht', 'other'],
    ['Auswirkungen', 'other'],
    ['Mögliche Ursachen', 'diagnosis'],
    ['Eskalation', 'escalation'],
    ['Recommended Actions', 'mitigation'],
    ['🔍 Quick Diagnosis', 'diagnosis'],
  ])('"%s" is %s', (heading, kind) => {
    expect(kindsOf(`# A\n\n## ${heading}\n\nText.\n`)).toEqual([`${heading}: ${kind}`]);
  });
});

describe('dialects of Markdown', () => {
  test('tabs and notes of MkDocs hold steps, though CommonMark reads them as code', () => {
    const text = [
      '# A\n\n## Restart\n',
      '1. Restart the cache:\n',
      '=== "docker compose (Plugin)"\n',
      '    ``` bash\n    docker compose restart cache\n    ```\n',
      '=== "docker-compose (Standalone)"\n',
      '    ``` bash\n    docker-compose restart cache\n    ```\n',
      '??? tip "More"\n',
      '    Look at the log:\n',
      '    !!! note\n',
      '        ```sh\n        journalctl -u cache\n        ```\n',
      '## Below\n\nRun `df -h`.\n',
    ].join('\n');
    expect(stepsOf(text)).toEqual([
      '$ docker compose restart cache (docker compose (Plugin))',
      '$ docker-compose restart cache (docker-compose (Standalone))',
      '$ journalctl -u cache (Look at the log)',
      '$ df -h (Run)',
    ]);
  });

  test('directives of MyST that hold text are read as text, at their own lines', () => {
    const text =
      '# A\n\n## B\n\n````{tab-set}\n```{tab-item} AWS\n:sync: aws\n\nCheck the disk with `df -h`.\n```\n````\n';
    const [step] = parseRunbook('a.md', text).procedures.flatMap((one) => one.steps);
    expect(step).toMatchObject({ kind: 'command', text: 'df -h', startLine: 9 });
  });

  test('a footnote is text at the place where it stands, and its number is no part of a heading', () => {
    const text =
      '# A\n\n## Restart[^1]\n\nRun `df -h`.\n\n[^1]:\n\n    The folder `/data` is made anew.\n';
    const runbook = parseRunbook('a.md', text);
    expect(runbook.sections.map(({ heading }) => heading)).toEqual(['Restart']);
    expect(runbook.procedures.flatMap((one) => outlineOf(one))).toEqual(['$ df -h (Run)']);
  });
});
