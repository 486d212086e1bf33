import { type Terms, termsOf } from '../../src/action/approval-terms.ts';
import { Limits } from '../../src/action/limits.ts';
import { type Approval, notGoing, type Outcome, type Run } from '../../src/action/run.ts';
import type { Rules } from '../../src/flow/run/rules.ts';
import type {
  AttachedAlert,
  AttachedProcedure,
  AttachedStep,
  Incident,
  IncidentView,
  Page,
} from '../../src/incident/types.ts';
import type { CommandStep, ManualStep } from '../../src/runbook/model.ts';
import type { Directory } from '../../src/service/directory.ts';
import { ServiceFile } from '../../src/service/service.ts';
import type { Room } from '../../src/slack/views/step.ts';

export const at = (time: string) => new Date(`2026-11-22T${time}:00Z`);
export const now = at('02:20');

/** Text that pings, breaks formatting, turns direction and is too long, wherever it is not handled. */
export const nasty = `<!channel> *bold _it ~no \`\`\` <@U0CTO> & <http://x|y> \u202ertl שלום 😀${'😀&<'.repeat(60)}\n> quote`;

const policy = {
  levels: [
    { name: 'on-call engineer', page: ['olive'], wait: 300_000 },
    { name: 'senior engineer', page: ['sam'], wait: 300_000 },
  ],
  repeat: 1,
};

export function incident(part: Partial<Incident> = {}): Incident {
  return {
    id: 'i1',
    number: 7,
    service: 'kindle-sync',
    severity: 'p1',
    title: 'KindleSyncDown',
    status: 'open',
    alertKey: 'k',
    declaredBy: null,
    lead: null,
    openedAt: at('02:13'),
    acknowledgedAt: null,
    acknowledgedBy: null,
    resolvedAt: null,
    resolvedBy: null,
    note: null,
    channelId: 'C7',
    channelName: 'inc-7-kindlesyncdown',
    escalation: {
      policyName: 'kindle-sync',
      policy,
      chain: [{ name: 'kindle-sync', policy }],
      handed: 0,
      state: 'running',
      round: 1,
      afresh: 1,
      asked: false,
      paged: [],
      acked: [],
      watch: null,
      level: 0,
      repeats: 0,
      nextAt: at('02:18'),
    },
    procedures: [],
    ...part,
  };
}

export function view(part: Partial<IncidentView> = {}): IncidentView {
  return {
    incident: incident(),
    alerts: [alert()],
    runs: [],
    approvals: [],
    marks: [],
    pages: [page()],
    ...part,
  };
}

export function alert(part: Partial<AttachedAlert> = {}): AttachedAlert {
  return {
    source: 'alertmanager',
    key: 'a1',
    status: 'firing',
    name: 'KindleSyncDown',
    title: 'KindleSyncDown',
    service: null,
    severity: 'critical',
    labels: {},
    annotations: {},
    url: 'https://alerts.example.com/?a=1&b=2',
    startsAt: at('02:12'),
    firstAt: at('02:13'),
    lastAt: at('02:13'),
    count: 1,
    ...part,
  };
}

export function page(part: Partial<Page> = {}): Page {
  return {
    id: 'p1',
    incidentId: 'i1',
    round: 1,
    level: 0,
    levelName: 'on-call engineer',
    kind: 'person',
    user: 'U0ONCALL',
    name: null,
    dueAt: at('02:13'),
    sentAt: at('02:13'),
    state: 'sent',
    detail: null,
    channelId: null,
    messageTs: null,
    ...part,
  };
}

export function command(part: Partial<CommandStep> = {}): CommandStep {
  return {
    kind: 'command',
    id: 's1',
    label: 'Check the status',
    section: 'diagnosis',
    startLine: 12,
    endLine: 12,
    hash: 'h',
    text: './scripts/deploy.sh status',
    class: 'readonly',
    revealsSecrets: false,
    pipeline: [
      { argv: [['./scripts/deploy.sh'], ['status']], env: {}, stderr: 'keep', stdout: 'keep' },
    ],
    reason: null,
    parameters: [],
    ...part,
  };
}

export function manual(part: Partial<ManualStep> = {}): ManualStep {
  return {
    kind: 'manual',
    id: 's9',
    label: 'Tell the users',
    section: 'mitigation',
    startLine: 30,
    endLine: 30,
    hash: 'h',
    text: 'Tell the users',
    ...part,
  };
}

export function attached(
  step: CommandStep | ManualStep,
  action: string | null = null,
): AttachedStep {
  return { key: `kd.${step.id}`, step, action };
}

export function procedure(part: Partial<AttachedProcedure> = {}): AttachedProcedure {
  return {
    key: 'kd',
    id: 'kindlesyncdown',
    url: null,
    service: 'kindle-sync',
    file: 'kindle-sync/runbook.md',
    title: 'KindleSyncDown',
    because: 'alert name',
    impact: 'No book is delivered',
    responseTime: '5 minutes',
    startLine: 10,
    steps: [attached(command())],
    ...part,
  };
}

/** What the rules say where none is written, with these people to approve. */
export function rules(approvers: string[], part: Partial<Terms> = {}): Rules {
  const defaults = {
    by: { value: [], rule: "`approvers` of kindle-sync's service.yaml" },
    validMs: { value: 900_000, rule: '`approval_minutes` of runbell.yaml' },
  };
  const at = { severity: 'p1', service: 'kindle-sync' } as const;
  return {
    of: ({ class: commandClass, action }) => ({
      terms: { ...termsOf([], { ...at, class: commandClass, action }, defaults), ...part },
      approvers,
    }),
  };
}

export function room(part: Partial<Room> = {}): Room {
  return {
    view: view(),
    actions: {
      restart: { class: 'mutating', timeout: 300_000, run: ['./scripts/deploy.sh', 'restart'] },
      rollback: {
        title: 'Roll back',
        class: 'mutating',
        timeout: 300_000,
        run: ['./scripts/deploy.sh', 'rollback'],
      },
    },
    rules: rules(['U0ONCALL', 'U0SENIOR', 'U0MANAGER']),
    now,
    ...part,
  };
}

export function run(part: Partial<Run> = {}): Run {
  return {
    id: 'r1',
    incidentId: 'i1',
    service: 'kindle-sync',
    stepKey: 'kd.s1',
    stepHash: 'h',
    action: null,
    label: 'Restart',
    commandLine: './scripts/deploy.sh restart',
    class: 'mutating',
    revealsSecrets: false,
    target: { name: 'kindle-host', env: ['PATH'] },
    parameters: [],
    dryRun: false,
    preview: null,
    plan: {
      kind: 'pipeline',
      stages: [
        { argv: ['./scripts/deploy.sh', 'restart'], env: {}, stderr: 'keep', stdout: 'keep' },
      ],
    },
    timeoutMs: 300_000,
    verify: [{ http: 'http://127.0.0.1:8080/health', status: 200, within: 30_000 }],
    onFailure: 'rollback',
    fingerprint: 'f1',
    needed: 1,
    state: 'pending',
    brokeGlass: false,
    remindedAt: null,
    requestedBy: 'U0ONCALL',
    requestedAt: at('02:15'),
    expiresAt: at('02:30'),
    queuedAt: at('02:16'),
    startedAt: at('02:16'),
    finishedAt: null,
    worker: null,
    outcome: null,
    going: notGoing,
    ...part,
  };
}

export function outcome(part: Partial<Outcome> = {}): Outcome {
  return {
    summary: 'exit 0',
    exitCode: 0,
    signal: null,
    timedOut: false,
    durationMs: 12_000,
    output: 'stopping\nstopped\nstarting\nstarted, pid 4711\n',
    outputBytes: 44,
    truncated: false,
    artifact: 'runs/r1.txt',
    verify: { ok: true, detail: '200 after 2s' },
    ...part,
  };
}

export function approval(part: Partial<Approval> = {}): Approval {
  return {
    runId: 'r1',
    by: 'U0SENIOR',
    decision: 'approve',
    at: at('02:16'),
    reason: null,
    breakGlass: false,
    ...part,
  };
}

export function directory(services: string[]): Directory {
  return {
    people: {},
    schedules: {},
    policies: {},
    contact_rules: {},
    quiet_broken_by: ['p1'],
    contacts_trusted: false,
    webhooks: {},
    ack_timeout: { p1: null, p2: null, p3: null, p4: null },
    ack_grace: 300_000,
    default_service: 'kindle-sync',
    digest_channel: 'incidents',
    approval_minutes: 15,
    secrets: [],
    approvals: [],
    refuse_waiting_after: 900_000,
    limits: Limits.parse({}),
    hookKeys: new Map(),
    calendar_keys: {},
    services: new Map(
      services.map((service) => [
        service,
        {
          ...ServiceFile.parse({ service, escalation: 'x', target: { name: 'host' } }),
          runbooks: [],
        },
      ]),
    ),
  };
}
