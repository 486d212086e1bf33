import type { Match } from '../../src/runbook/match.ts';
import type { Procedure, Runbook } from '../../src/runbook/model.ts';
import type { Service } from '../../src/service/service.ts';
import { command, directory, manual } from './samples.ts';

export function readable(part: Partial<Procedure> = {}): Procedure {
  return {
    id: 'kindlesyncdown',
    title: 'KindleSyncDown',
    trail: [],
    alerts: [],
    symptoms: [],
    impact: 'No book is delivered',
    severity: 'P1',
    responseTime: '5 minutes',
    escalation: [],
    text: '',
    steps: [command(), manual()],
    startLine: 10,
    endLine: 40,
    ...part,
  };
}

export function match(part: Partial<Procedure> = {}): Match {
  return {
    service: 'kindle-sync',
    file: 'kindle-sync/runbook.md',
    score: 1,
    because: 'symptom: books are not delivered',
    procedure: readable(part),
  };
}

export function runbook(file: string, procedures: Procedure[]): Runbook {
  const none = { alerts: [], sections: [], snippets: [], findings: [] };
  return { file, title: 'Kindle Sync: operations', procedures, ...none };
}

export function service(name: string, runbooks: Runbook[], description?: string): Service {
  const [made] = directory(['any']).services.values();
  return { ...made!, service: name, runbooks, ...(description && { description }) };
}
