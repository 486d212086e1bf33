import type { Override } from '../../action/circuit.ts';
import type { Run } from '../../action/run.ts';

/** A run that was asked for lately, or that waits for approval. */
export interface UsedRun {
  /** A Slack user id. */
  by: string;
  service: string;
  action: string | null;
  askedAt: Date;
  /** When it expires; null when it waits for no approval. */
  waitsUntil: Date | null;
}

/** What a circuit is about: an action's name, or the hash of a runbook's command. */
export interface CircuitSubject {
  service: string;
  subject: string;
}

/** What was asked for and what failed lately. */
export interface Usage {
  /** Until the transaction ends nobody else asks for a run, so that what was counted stays true. */
  hold(): Promise<void>;
  /** Everybody's runs that were asked for since then or wait for approval, whenever they were asked for. */
  runs(askedSince: Date): Promise<UsedRun[]>;
  /** When runs that change something ended as failed or lost, and who opened the lock. */
  circuit(of: CircuitSubject, since: Date): Promise<{ failures: Date[]; overrides: Override[] }>;
  /** The last run of it that failed or was lost. */
  lastFailure(of: CircuitSubject): Promise<Run | null>;
  addOverride(
    of: CircuitSubject,
    override: Override & { incidentId: string; reason: string },
  ): Promise<void>;
  /** Whether this incident's channel was told since then that the action is locked. */
  announced(incidentId: string, subject: string, since: Date): Promise<boolean>;
}
