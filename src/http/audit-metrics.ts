import { Counter, Gauge, type Registry } from 'prom-client';
import { type Finding, findingKinds } from '../flow/record/audit-ports.ts';

/** What the auditor counts. */
export interface AuditMetrics {
  audited(found: readonly Finding[], left: readonly Finding[]): void;
}

export function auditMetrics(registry: Registry): AuditMetrics {
  const registers = [registry];
  const standing = new Gauge({
    name: 'runbell_audit_findings',
    help: 'What the auditor found in the last round and could not repair.',
    labelNames: ['kind'],
    registers,
  });
  const found = new Counter({
    name: 'runbell_audit_found_total',
    help: 'What the auditor found, repaired or not.',
    labelNames: ['kind'],
    registers,
  });
  const well = new Gauge({
    name: 'runbell_audit_last_success_timestamp_seconds',
    help: 'When the auditor last left everything in order; 0 before.',
    registers,
  });
  // Whoever watches a rate has to see the zero first.
  for (const kind of findingKinds) {
    standing.set({ kind }, 0);
    found.inc({ kind }, 0);
  }
  return {
    audited: (all, left) => {
      for (const { kind } of all) found.inc({ kind });
      for (const kind of findingKinds)
        standing.set({ kind }, left.filter((finding) => finding.kind === kind).length);
      if (left.length === 0) well.setToCurrentTime();
    },
  };
}
