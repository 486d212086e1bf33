import type { Approval, Run } from '../action/run.ts';
import type { Alert } from '../alert/types.ts';
import type { Escalation } from '../oncall/escalation.ts';
import type { Recipient } from '../oncall/recipient.ts';
import type { Step } from '../runbook/model.ts';
import type { Severity } from '../service/service.ts';

export const statuses = ['open', 'acknowledged', 'mitigated', 'resolved'] as const;
export type Status = (typeof statuses)[number];

/** What people work on. */
export interface Incident {
  id: string;
  /** Counts from 1; `inc-<number>-<slug>` is its channel. */
  number: number;
  service: string;
  severity: Severity;
  title: string;
  status: Status;
  /** The alerts that belong together carry the same key; null when a person declared it. */
  alertKey: string | null;
  /** A Slack user id; null when an alert opened it. */
  declaredBy: string | null;
  lead: string | null;
  openedAt: Date;
  acknowledgedAt: Date | null;
  acknowledgedBy: string | null;
  resolvedAt: Date | null;
  resolvedBy: string | null;
  /** What everybody should know about how it came to be, "unknown service `x`: filed under …". */
  note: string | null;
  channelId: string | null;
  channelName: string | null;
  escalation: Escalation;
  /** The procedures that fit, copied when it opened so that an edited file changes no history. */
  procedures: AttachedProcedure[];
}

export interface AttachedProcedure {
  /** Unique in the incident; short enough for a button's value. */
  key: string;
  /** The procedure's id in its file. */
  id: string;
  service: string;
  file: string;
  title: string;
  because: string;
  /** Where people read it in a browser: the alert's `runbook_url`; null when none is known. */
  url: string | null;
  impact: string | null;
  responseTime: string | null;
  /** Whom the runbook says to call next; absent in incidents of before. */
  escalation?: string[];
  startLine: number;
  steps: AttachedStep[];
}

export interface AttachedStep {
  /** `<procedure key>.<step id>`, unique in the incident. */
  key: string;
  step: Step;
  /** The catalogue action that this command is, when it is one. */
  action: string | null;
  /** What the runbook says for the action's parameters. */
  values?: Record<string, string>;
}

/** A manual step's mark. */
export interface StepMark {
  stepKey: string;
  state: 'done' | 'skipped';
  by: string;
  at: Date;
}

export interface TimelineEntry {
  at: Date;
  /** `opened`, `paged`, `acknowledged`, `run-requested`, … */
  kind: string;
  /** A Slack user id, or `runbell`. */
  actor: string;
  /** One sentence in Slack mrkdwn. */
  text: string;
  data: Record<string, unknown>;
}

/** One notification to one recipient at one level. */
export interface Page extends Recipient {
  id: string;
  incidentId: string;
  round: number;
  level: number;
  levelName: string;
  dueAt: Date;
  sentAt: Date | null;
  state: 'pending' | 'sent' | 'failed' | 'cancelled';
  detail: string | null;
  channelId: string | null;
  messageTs: string | null;
}

/** An alert as an incident holds it. */
export interface AttachedAlert extends Alert {
  firstAt: Date;
  lastAt: Date;
  count: number;
}

/** Everything about one incident that its rooms in Slack are drawn from. */
export interface IncidentView {
  incident: Incident;
  alerts: AttachedAlert[];
  runs: Run[];
  approvals: Approval[];
  marks: StepMark[];
  pages: Page[];
}
