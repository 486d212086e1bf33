import type { CommandClass } from '../runbook/model.ts';
import type { Target } from './catalogue.ts';
import type { QueueOperation } from './queue-operation.ts';
import type { Verify } from './verify.ts';

/** States of a run that may still come to something. */
export const liveRunStates = ['pending', 'queued', 'running', 'verifying'] as const;

const finalRunStates = [
  'succeeded',
  'failed',
  'lost',
  'denied',
  'expired',
  'void',
  'cancelled',
  'not-run',
] as const;

export const runStates = [...liveRunStates, ...finalRunStates] as const;
export type RunState = (typeof runStates)[number];

export function isFinal(state: RunState): boolean {
  return (finalRunStates as readonly RunState[]).includes(state);
}

/** What a worker executes: every word is settled, nothing is left to look up. */
export type Plan =
  | { kind: 'pipeline'; stages: PlanStage[] }
  /** A dry run counts what the operation would take, and takes nothing. */
  | { kind: 'queue'; queue: QueueOperation; dryRun?: true }
  | { kind: 'http'; request: HttpPlan };

export interface PlanStage {
  argv: string[];
  env: Record<string, string>;
  stderr: 'keep' | 'merge' | 'discard';
  stdout: 'keep' | 'discard';
  /** What only the worker puts in; until then a stand-in is in its place. */
  late?: LateText[];
}

/** A piece of one word of `argv`, or of a variable that the command sets for itself. */
export interface LateText {
  word: number;
  variable?: string;
  at: number;
  length: number;
  from: LateSource;
}

/** A call as it is sent: every value is encoded for its place. */
export interface HttpPlan {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  headers: { name: string; value: HttpText }[];
  body: HttpText | null;
  /** Null: any status from 200 to 299. */
  expect: number[] | null;
  redirects: number;
}

export interface HttpText {
  text: string;
  /** In order of their places. `as` says how what is put in is written there. */
  late?: (Omit<LateText, 'word'> & { as: 'text' | 'json' | 'form' })[];
}

export type LateSource =
  /** A variable that the target lets through, and what takes its place where it is not set. */
  | { environment: string; otherwise: string | null }
  /** A secret that somebody typed, readable only with the key of the installation. */
  | { sealed: string };

/** One execution of a command or action, with its approvals, state and output. */
export interface Run {
  id: string;
  incidentId: string;
  service: string;
  /** The runbook step it was pressed on; null for a catalogue action pressed by itself. */
  stepKey: string | null;
  /** Name in the service's catalogue; null for a command found in prose. */
  action: string | null;
  label: string;
  /** The exact command line, for people to read. */
  commandLine: string;
  class: CommandClass;
  revealsSecrets: boolean;
  target: Target;
  plan: Plan;
  /** What it was asked with, in the order of the form. */
  parameters: RunParameter[];
  /** Shows what it would do; nothing is changed. */
  dryRun: boolean;
  /** What it would take, counted while it waits for approval; null where nothing is counted. */
  preview: Preview | null;
  timeoutMs: number;
  verify: Verify | null;
  onFailure: string | null;
  /** Of the runbook step or catalogue entry as it was when the run was requested. */
  stepHash: string;
  /** Over step hash, plan, parameters and target: what an approval is bound to. */
  fingerprint: string;
  /** Approvals needed before it may be queued. */
  needed: number;
  state: RunState;
  /** Whoever asked approved it too, where the rules allow that. */
  brokeGlass: boolean;
  requestedBy: string;
  requestedAt: Date;
  /** A pending run may be approved until then. */
  expiresAt: Date;
  /** When those who may approve were asked again. */
  remindedAt: Date | null;
  queuedAt: Date | null;
  startedAt: Date | null;
  finishedAt: Date | null;
  /** Which worker claimed it. */
  worker: string | null;
  outcome: Outcome | null;
  going: Going;
}

/** What is known of a run on its way. Written beside the run, never with it. */
export interface Going {
  /** No worker has served what it needs since then. */
  unservedSince: Date | null;
  /** The machine of its worker. */
  host: string | null;
  /** The table of processes in which something of it may still be found; null once nothing can be. */
  place: string | null;
  /** The leaders of its process groups, each with the moment of its start. */
  leaders: string[];
  /** Who asked to stop it, once it runs. */
  cancelBy: string | null;
  progress: Progress | null;
}

/** How far a running command is; `output` is the redacted end of what it wrote. */
export interface Progress {
  output: string;
  bytes: number;
}

export const notGoing: Going = {
  unservedSince: null,
  host: null,
  place: null,
  leaders: [],
  cancelBy: null,
  progress: null,
};

/** A value of the form. Of a secret only the sealed form is kept. */
export type RunParameter = { name: string; title: string } & (
  | { value: string }
  | { sealed: string }
);

export type Preview =
  /** A worker of the target is asked to count. */
  { state: 'wanted' } | { state: 'counted' | 'failed'; text: string };

export interface Approval {
  runId: string;
  by: string;
  decision: 'approve' | 'deny';
  at: Date;
  reason: string | null;
  /** Of one's own request. */
  breakGlass: boolean;
}

/** The facts of an ended run, recorded as they were observed. */
export interface Outcome {
  /** One sentence for people: "exit 0", "program `docker` was not found on kindle-host". */
  summary: string;
  exitCode: number | null;
  signal: string | null;
  timedOut: boolean;
  durationMs: number;
  /** Redacted. Head and tail of what was written; `outputBytes` counts all of it. */
  output: string;
  outputBytes: number;
  truncated: boolean;
  /** Where the full (redacted) output is kept, relative to RUNBELL_DATA; null when it was empty. */
  artifact: string | null;
  /** SHA-256 of that file when the run ended; absent in what older versions wrote. */
  artifactSha256?: string | null;
  verify: { ok: boolean; detail: string } | null;
}
