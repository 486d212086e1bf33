import type { Target } from '../../action/catalogue.ts';
import type { Approval, Progress, Run, RunState } from '../../action/run.ts';
import type { Clock } from '../../lib/clock.ts';
import type { CommandClass } from '../../runbook/model.ts';

export interface RunReader {
  byId(id: string): Promise<Run | null>;
  /** All that are queued; oldest first. */
  queued(): Promise<QueuedRun[]>;
  /** The queued runs of these targets that are next in their lane and kind; oldest first. */
  next(targets: readonly string[]): Promise<QueuedRun[]>;
  /** What goes on at these targets or waits for them, of every incident; oldest first. */
  around(targets: readonly string[]): Promise<Run[]>;
  /** Everything that is being executed. */
  underway(): Promise<Run[]>;
  /** Runs with processes that may still be found in this place. */
  leftBehind(place: string): Promise<Run[]>;
  cancelRequested(ids: string[]): Promise<string[]>;
  /** Requests on these targets for which nobody has counted yet. */
  previewsWanted(targets: readonly string[]): Promise<{ id: string; target: Target }[]>;
}

export interface QueuedRun {
  id: string;
  target: Target;
  class: CommandClass;
  unservedSince: Date | null;
}

export interface Runs {
  /** Null when the same thing is pending, queued or running in this incident already. */
  create(run: Run): Promise<Run | null>;
  lock(id: string): Promise<Run | null>;
  save(run: Run): Promise<void>;
  live(incidentId: string, fingerprint: string): Promise<Run | null>;
  /** Of each person the last word, unless it was taken back. */
  approvals(runId: string): Promise<Approval[]>;
  addApproval(approval: Approval): Promise<void>;
  takeApprovalBack(runId: string, by: string, at: Date): Promise<void>;
  /**
   * The fence: `queued -> running` in one conditional update. `busy` when the target is taken, when an
   * older change waits for it, or when the worker lacks what the run needs; null when the run is not
   * queued any more.
   */
  claim(id: string, by: Claimant, clock: Clock): Promise<Run | 'busy' | null>;
  heartbeat(ids: string[]): Promise<void>;
  /** Where its processes can be found, as its worker saw them start. */
  spawned(id: string, leaders: string[]): Promise<void>;
  /** False when it is not this worker's to tell any more. */
  progress(id: string, worker: string, progress: Progress): Promise<boolean>;
  /** Another worker answers for a run whose own has died; null when somebody else already does. */
  retake(run: Run, by: Claimant): Promise<Run | null>;
  /** Nothing of it can be found any more. */
  settle(id: string): Promise<void>;
  /** A running run whose worker gave no sign of life for so long, locked; null when there is none. */
  silent(olderThanMs: number): Promise<Run | null>;
  requestCancel(id: string, by: string): Promise<void>;
  /** Since when no worker serves a queued run; null once one does. */
  setUnserved(id: string, since: Date | null): Promise<void>;
  /** Incidents with a run that waits for this target. */
  waitingFor(target: string): Promise<string[]>;
  inState(incidentId: string, states: RunState[]): Promise<Run[]>;
}

export interface Workers {
  seen(worker: WorkerInfo): Promise<void>;
  gone(id: string): Promise<void>;
  /** Those that are there and those that were, until they are forgotten; oldest first. */
  all(): Promise<SeenWorker[]>;
  /** Drops those that have been silent for so long. */
  forget(silentMs: number): Promise<void>;
}

/** Who takes a run. `place` is the table of processes that its process numbers belong to. */
export interface Claimant {
  id: string;
  host: string;
  place: string;
  labels: readonly string[];
}

export interface WorkerInfo extends Claimant {
  targets: readonly string[];
  /** Its process number with the moment of its start. */
  process: string;
}

export interface SeenWorker extends WorkerInfo {
  startedAt: Date;
  seenAt: Date;
  /** By the database's clock, which is the same for all of them. */
  silentMs: number;
}
