import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Target } from '../../src/action/catalogue.ts';
import { createRedactor } from '../../src/action/redact.ts';
import { notGoing, type Plan, type PlanStage, type Run } from '../../src/action/run.ts';
import { type ExecuteOptions, execute } from '../../src/runner/execute.ts';

export function temporaryFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'runbell-runner-'));
}

export function stage(argv: string[], more: Partial<PlanStage> = {}): PlanStage {
  return { argv, env: {}, stderr: 'keep', stdout: 'keep', ...more };
}

export function pipeline(...stages: (PlanStage | string[])[]): Plan {
  return {
    kind: 'pipeline',
    stages: stages.map((one) => (Array.isArray(one) ? stage(one) : one)),
  };
}

/** A script in Node as one argv element: real processes without files. */
export function node(script: string): string[] {
  return [process.execPath, '-e', script];
}

let count = 0;

export function runOf(
  plan: Plan,
  more: Partial<Omit<Run, 'target'>> & { target?: Partial<Target> } = {},
): Run {
  const { target, ...rest } = more;
  count += 1;
  return {
    id: `run${process.pid}x${count}`,
    incidentId: 'incident',
    service: 'kindle-sync',
    stepKey: null,
    action: null,
    label: 'a command',
    commandLine: 'a command',
    class: 'readonly',
    revealsSecrets: false,
    plan,
    parameters: [],
    dryRun: false,
    preview: null,
    timeoutMs: 20_000,
    verify: null,
    onFailure: null,
    stepHash: 'h',
    fingerprint: 'f',
    needed: 0,
    state: 'running',
    brokeGlass: false,
    remindedAt: null,
    requestedBy: 'U0ONCALL',
    requestedAt: new Date(0),
    expiresAt: new Date(0),
    queuedAt: null,
    startedAt: null,
    finishedAt: null,
    worker: null,
    outcome: null,
    going: notGoing,
    ...rest,
    target: { name: 'kindle-host', env: ['PATH'], ...target },
  };
}

export async function run(subject: Run, options: Partial<ExecuteOptions> = {}) {
  return execute(subject, {
    dataDir: options.dataDir ?? (await temporaryFolder()),
    redactor: createRedactor(),
    practice: null,
    signal: new AbortController().signal,
    onProgress() {},
    ...options,
  });
}
