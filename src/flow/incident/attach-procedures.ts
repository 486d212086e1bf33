import type { Alert } from '../../alert/types.ts';
import type { AttachedProcedure, AttachedStep } from '../../incident/types.ts';
import { sameCommand } from '../../runbook/action-link.ts';
import type { Match } from '../../runbook/match.ts';
import type { Procedure, Step } from '../../runbook/model.ts';
import type { Service } from '../../service/service.ts';
import type { World } from '../ports.ts';

const MOST = 3;

/** The procedures that answer an alert, best first; weak matches are left out. */
export function proceduresForAlert(
  world: World,
  alert: Alert,
  service: Service,
): AttachedProcedure[] {
  const url = alert.annotations.runbook_url ?? null;
  return attach(world, world.matcher.forAlert(alert, service.service, MOST), url);
}

/** The procedures that fit what a person typed. */
export function proceduresForText(
  world: World,
  words: string,
  service: Service,
): AttachedProcedure[] {
  return attach(world, world.matcher.forText(words, service.service, MOST), null);
}

/** One procedure that a person asked for, added to those an incident has. */
export function attachOne(
  world: World,
  match: Match,
  have: AttachedProcedure[],
): AttachedProcedure {
  return attachMatch(world, match, have.length, null);
}

function attach(world: World, matches: Match[], url: string | null): AttachedProcedure[] {
  return matches.map((match, index) => attachMatch(world, match, index, index === 0 ? url : null));
}

function attachMatch(
  world: World,
  match: Match,
  index: number,
  url: string | null,
): AttachedProcedure {
  const key = `p${index + 1}`;
  const service = world.directory.services.get(match.service);
  return {
    key,
    id: match.procedure.id,
    service: match.service,
    file: match.file,
    title: match.procedure.title,
    because: match.because,
    url,
    impact: match.procedure.impact,
    responseTime: match.procedure.responseTime,
    escalation: match.procedure.escalation,
    startLine: match.procedure.startLine,
    steps: stepsOf(match.procedure, key, service),
  };
}

function stepsOf(procedure: Procedure, key: string, service: Service | undefined): AttachedStep[] {
  return procedure.steps.map((step) => ({
    key: `${key}.${step.id}`,
    step,
    ...(service ? linkOf(step, service) : { action: null }),
  }));
}

/**
 * A command in the prose that is a catalogue action word for word is that action, with its checks; so is
 * one that fits where the action asks, unless another one says exactly the same.
 */
function linkOf(step: Step, service: Service): Pick<AttachedStep, 'action' | 'values'> {
  if (step.kind !== 'command' || step.pipeline === null) return { action: null };
  const { pipeline } = step;
  const fitting = Object.entries(service.actions).flatMap(([action, one]) => {
    const values = 'run' in one ? sameCommand(pipeline, one.run) : null;
    return values === null ? [] : [{ action, values, asks: one.parameters !== undefined }];
  });
  const [best] = fitting.toSorted((a, b) => Number(a.asks) - Number(b.asks));
  if (best === undefined) return { action: null };
  const { action, values } = best;
  return Object.keys(values).length > 0 ? { action, values } : { action };
}
