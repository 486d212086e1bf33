import type { Insertable, Selectable } from 'kysely';
import type { Run } from '../action/run.ts';
import type { RunTable } from './database.ts';
import { readPlan } from './stored-plan.ts';

export function runFromRow(row: Selectable<RunTable>): Run {
  return {
    id: row.id,
    incidentId: row.incident_id,
    service: row.service,
    stepKey: row.step_key,
    action: row.action,
    label: row.label,
    commandLine: row.command_line,
    class: row.class,
    revealsSecrets: row.reveals_secrets,
    target: row.target,
    plan: readPlan(row.plan),
    parameters: row.parameters,
    dryRun: row.dry_run,
    preview: row.preview,
    timeoutMs: row.timeout_ms,
    // Older rows hold one check by itself.
    verify: row.verify && [row.verify].flat(),
    onFailure: row.on_failure,
    stepHash: row.step_hash,
    fingerprint: row.fingerprint,
    needed: row.needed,
    state: row.state,
    brokeGlass: row.break_glass,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at,
    expiresAt: row.expires_at,
    remindedAt: row.reminded_at,
    queuedAt: row.queued_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    worker: row.worker,
    outcome: row.outcome,
    going: {
      unservedSince: row.unserved_since,
      host: row.host,
      place: row.place,
      leaders: row.pids ?? [],
      cancelBy: row.cancel_by,
      progress: row.progress,
    },
  };
}

/** Without what is written beside it: whoever saves a run may have read that long ago. */
export function runToRow(run: Run): Insertable<RunTable> {
  return {
    id: run.id,
    incident_id: run.incidentId,
    service: run.service,
    step_key: run.stepKey,
    action: run.action,
    label: run.label,
    command_line: run.commandLine,
    class: run.class,
    reveals_secrets: run.revealsSecrets,
    target_name: run.target.name,
    target: JSON.stringify(run.target),
    plan: JSON.stringify(run.plan),
    parameters: JSON.stringify(run.parameters),
    dry_run: run.dryRun,
    preview: run.preview && JSON.stringify(run.preview),
    timeout_ms: run.timeoutMs,
    verify: run.verify && JSON.stringify(run.verify),
    on_failure: run.onFailure,
    step_hash: run.stepHash,
    fingerprint: run.fingerprint,
    needed: run.needed,
    state: run.state,
    break_glass: run.brokeGlass,
    requested_by: run.requestedBy,
    requested_at: run.requestedAt,
    expires_at: run.expiresAt,
    reminded_at: run.remindedAt,
    queued_at: run.queuedAt,
    started_at: run.startedAt,
    finished_at: run.finishedAt,
    worker: run.worker,
    outcome: run.outcome && JSON.stringify(run.outcome),
  };
}
