import { type PlacedRule, type Subject, type Terms, termsOf } from '../action/approval-terms.ts';
import { MINUTE } from '../lib/duration.ts';
import type { Directory } from './directory.ts';
import type { Service } from './service.ts';

/** What the files say of who approves this, and which rule says it. */
export function approvalTerms(
  directory: Pick<Directory, 'approvals' | 'approval_minutes'>,
  service: Service,
  subject: Omit<Subject, 'service'>,
): Terms {
  return termsOf(
    rulesFor(directory, service, subject.action),
    { ...subject, service: service.service },
    {
      by: { value: service.approvers, rule: `\`approvers\` of ${fileOf(service)}` },
      validMs: {
        value: directory.approval_minutes * MINUTE,
        rule: '`approval_minutes` of runbell.yaml',
      },
    },
  );
}

/** Everybody whom any rule for the service lets approve something there. */
export function allApprovers(
  { approvals }: Pick<Directory, 'approvals'>,
  service: Service,
): string[] {
  const rules = [
    ...approvals.filter((rule) => rule.service?.includes(service.service) ?? true),
    ...service.approvals,
    ...Object.values(service.actions).flatMap((action) => action.approvals ?? []),
  ];
  return [...new Set([...service.approvers, ...rules.flatMap(({ by }) => by ?? [])])];
}

/** Every rule that may speak of an action, the farthest first. */
function rulesFor(
  { approvals }: Pick<Directory, 'approvals'>,
  service: Service,
  action: string | null,
): PlacedRule[] {
  const known = action !== null && Object.hasOwn(service.actions, action);
  const own = known ? (service.actions[action]?.approvals ?? []) : [];
  return [
    ...approvals.map((rule, index) => ({
      ...rule,
      place: 'organisation' as const,
      name: `\`approvals[${index}]\` of runbell.yaml`,
    })),
    ...service.approvals.map((rule, index) => ({
      ...rule,
      place: 'service' as const,
      name: `\`approvals[${index}]\` of ${fileOf(service)}`,
    })),
    ...own.map((rule, index) => ({
      ...rule,
      place: 'action' as const,
      name: `\`actions.${action}.approvals[${index}]\` of ${fileOf(service)}`,
    })),
  ];
}

function fileOf({ service }: Service): string {
  return `${service}'s service.yaml`;
}

/** As people write a role: without regard to case. */
export function sameRole(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase();
}
