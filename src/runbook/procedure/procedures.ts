import { digest } from '../../lib/ids.ts';
import type { TeamRow } from '../classify/team-rows.ts';
import type { Procedure, SectionKind, Snippet, Step } from '../model.ts';
import { alertsOf } from './alerts.ts';
import { type Draft, draftsOf } from './drafts.ts';
import { escalationOf, levelsOf } from './escalation.ts';
import { impactOf, responseTimeOf, severityOf, symptomsOf } from './facts.ts';
import type { Part } from './outline.ts';
import type { Facet } from './section-words.ts';
import { buildSteps } from './steps.ts';
import { verbKind } from './verbs.ts';

export interface Collected {
  procedures: Procedure[];
  snippets: Snippet[];
  /** What each part's own blocks gave, for the kind of its section. */
  stepsByPart: Map<Part, Step[]>;
  /** Every alert that a part presents, in order, also of parts that are no procedure. */
  alerts: string[];
  /** The levels of escalation that the file states for all of it. */
  levels: string[];
  /** A team's own class rows. */
  rows: readonly TeamRow[];
}

/** Every part of the outline that answers one situation, in order. */
export function collectProcedures(root: Part, rows: readonly TeamRow[]): Collected {
  const collected: Collected = {
    rows,
    levels: levelsOf(root),
    procedures: [],
    snippets: [],
    stepsByPart: new Map(),
    alerts: [],
  };
  const ids = new Map<string, number>();
  collect(root, [], collected, ids);
  return collected;
}

function collect(part: Part, trail: string[], out: Collected, ids: Map<string, number>): void {
  const facets = part.parts.filter((one) => one.inner);
  const whole = part.style !== 'root' || facets.length >= 2;
  const own = [part, ...(whole ? facets.flatMap((facet) => withAll(facet)) : [])];
  const procedure = assemble(part, own, trail, out);
  if (procedure) {
    const key = digest([procedure.trail, procedure.title]);
    const turn = ids.get(key) ?? 0;
    ids.set(key, turn + 1);
    out.procedures.push({ ...procedure, id: turn === 0 ? key : digest([key, turn]) });
  }
  const below = part.style === 'root' ? trail : [...trail, part.title];
  for (const inner of part.parts) {
    if (!whole || !inner.inner) collect(inner, below, out, ids);
  }
}

function withAll(part: Part): Part[] {
  return [part, ...part.parts.flatMap((inner) => withAll(inner))];
}

function assemble(part: Part, own: Part[], trail: string[], out: Collected): Procedure | null {
  const drafts = own.flatMap((one) => {
    const facet = one === part ? part.facet : inherited(one, own);
    return draftsOf(one.blocks, { facet, heading: one.title }).map((draft) => ({ draft, one }));
  });
  drafts.sort((a, b) => a.draft.startLine - b.draft.startLine);
  const { steps, snippets } = buildSteps(
    drafts.map(({ draft }) => draft),
    sectionOf,
    out.rows,
  );
  out.snippets.push(...snippets);
  const lines = new Map(own.map((one) => [one, new Set<number>()]));
  for (const { draft, one } of drafts) lines.get(one)?.add(draft.startLine);
  for (const [one, its] of lines)
    out.stepsByPart.set(
      one,
      steps.filter((step) => its.has(step.startLine)),
    );
  const alerts = alertsOf(part, trail);
  out.alerts.push(...alerts);
  const telling = own.some((one) => one.facet !== null && answering.has(one.facet));
  const prose = own.flatMap((one) => one.blocks);
  const stated = escalationOf(own);
  if (steps.length === 0 && alerts.length === 0 && !telling) return null;
  if (steps.length === 0 && prose.length === 0) return null;
  // "Fired by A and B" above the situations themselves answers nothing.
  const above = part.style === 'root' && part.parts.length > own.length - 1;
  if (steps.length === 0 && above) return null;
  return {
    id: '',
    title: part.title.replace(/^\d+[.)]\s+/, '').replace(/\s*:$/, ''),
    trail,
    alerts,
    symptoms: symptomsOf(own),
    impact: impactOf(own),
    severity: severityOf(own, trail),
    responseTime: responseTimeOf(own),
    escalation: stated.length > 0 ? stated : out.levels,
    text: prose
      .map((block) => (block.type === 'prose' ? block.text : ''))
      .filter(Boolean)
      .join('\n'),
    steps,
    startLine: part.line,
    endLine: Math.max(part.line, ...own.map((one) => lastLine(one))),
  };
}

/** A sub-heading inside a facet belongs to that facet. */
function inherited(one: Part, own: Part[]): Facet | null {
  if (one.facet) return one.facet;
  return own.find((other) => other.facet !== null && withAll(other).includes(one))?.facet ?? null;
}

function lastLine(part: Part): number {
  return Math.max(part.line, ...part.blocks.map((block) => block.endLine));
}

const answering = new Set<Facet>(['diagnosis', 'mitigation', 'actions']);

/** Lists of actions mix looking and changing, so each step there speaks for itself. */
function sectionOf(draft: Draft): SectionKind | null {
  const said = draft.kind === 'manual' ? verbKind(draft.text) : null;
  if (said === 'escalation') return said;
  switch (draft.facet) {
    case 'symptoms':
    case 'diagnosis':
    case 'mitigation':
    case 'escalation':
      return draft.facet;
    case 'actions':
      return draft.kind === 'manual' ? (said ?? 'mitigation') : null;
    default:
      return said;
  }
}
