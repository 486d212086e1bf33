import type { CommandClass } from '../runbook/model.ts';
import type { QueueClear, Target, Verify } from './catalogue.ts';

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
  | { kind: 'clear-queue'; queue: QueueClear };

export interface PlanStage {
  argv: string[];
  env: Record<string, string>;
  stderr: 'keep' | 'merge' | 'discard';
  stdout: 'keep' | 'discard';
  /** What only the worker puts in; until then a stand-in is in its place. */
  late?: LateText[];
}

/** A piece of one word of `argv`. */
export interface LateText {
  word: number;
  at: number;
  length: number;
  from: LateSource;
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
  requestedBy: string;
  requestedAt: Date;
  /** A pending run may be approved until then. */
  expiresAt: Date;
  queuedAt: Date | null;
  startedAt: Date | null;
  finishedAt: Date | null;
  /** Which worker claimed it. */
  worker: string | null;
  outcome: Outcome | null;
}

export interface Approval {
  runId: string;
  by: string;
  decision: 'approve' | 'deny';
  at: Date;
  reason: string | null;
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
