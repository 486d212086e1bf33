import { digest } from '../../lib/ids.ts';
import { classify } from '../classify/classify.ts';
import type { TeamRow } from '../classify/team-rows.ts';
import { type Assignment, type Definition, readAssignment } from '../command/defined.ts';
import { isSecretValue } from '../command/parameters.ts';
import { readPipeline } from '../command/pipeline.ts';
import { reasons } from '../command/reasons.ts';
import { splitLine } from '../command/split.ts';
import type { CommandStep, ManualStep, Parameter, SectionKind, Snippet, Step } from '../model.ts';
import type { Draft } from './drafts.ts';

/** Turns what was found in a procedure's text into its steps; snippets go to `shown`. */
export function buildSteps(
  drafts: Draft[],
  section: (draft: Draft) => SectionKind | null,
  rows: readonly TeamRow[],
): { steps: Step[]; snippets: Snippet[] } {
  const defined = new Map<string, Definition>();
  const steps: Step[] = [];
  const snippets: Snippet[] = [];
  const seen = new Map<string, number>();
  for (const draft of drafts) {
    if (draft.kind === 'snippet' || draft.kind === 'state') {
      if (draft.kind === 'state')
        define(defined, readAssignment(withoutComment(draft.text)), false);
      snippets.push({ text: draft.text, startLine: draft.startLine });
      continue;
    }
    const place = { startLine: draft.startLine, endLine: draft.endLine };
    if (draft.kind === 'manual') {
      const kind = section(draft) ?? 'other';
      steps.push(manual(draft.text, draft.label, kind, place, nextId(seen, 'manual', draft.text)));
      continue;
    }
    const parts = splitLine(draft.text) ?? [draft.text];
    for (const [index, text] of parts.entries()) {
      const assigned = readAssignment(text);
      if (parts.length > 1 && assigned?.pieces) {
        define(defined, assigned, false);
        continue;
      }
      const label =
        parts.length > 1 ? `${draft.label} (${index + 1} of ${parts.length})` : draft.label;
      const id = nextId(seen, 'command', text);
      const step = command({ ...draft, text, label }, assigned, defined, place, id, rows);
      define(defined, assigned, step.revealsSecrets);
      const kind = section(draft) ?? (step.class === 'readonly' ? 'diagnosis' : 'mitigation');
      steps.push({ ...step, section: kind, ...(parts.length > 1 && { line: draft.text }) });
    }
  }
  return { steps, snippets };
}

type Place = Pick<Step, 'startLine' | 'endLine'>;

function command(
  draft: Draft,
  assigned: Assignment | null,
  defined: ReadonlyMap<string, Definition>,
  place: Place,
  id: string,
  rows: readonly TeamRow[],
): CommandStep {
  const lookup = assigned?.lookup ?? null;
  const read = readPipeline(lookup ?? draft.text, defined);
  const bound =
    draft.bound && independent(draft.text) && draft.bound === 'folder' ? null : draft.bound;
  const computed = assigned?.pieces ? reasons.computed : null;
  const reason = computed ?? read.reason ?? (bound ? reasons[bound] : null);
  const pipeline = reason === null ? read.pipeline : null;
  const verdict = classify(read.pipeline ?? draft.text, rows);
  const parameters = pipeline ? read.parameters : [];
  return {
    kind: 'command',
    id,
    label: draft.label,
    section: 'other',
    ...place,
    hash: digest(['command', draft.text, draft.label, parameters.map(withoutLabels), pipeline]),
    text: draft.text,
    class: verdict.class,
    ...(verdict.unproven && verdict.class === 'readonly' && { unproven: true }),
    revealsSecrets:
      verdict.revealsSecrets || (lookup !== null && isSecretValue(assigned?.name ?? '')),
    pipeline,
    reason,
    parameters,
    ...(pipeline && read.runsAs !== null && { runsAs: read.runsAs }),
    ...(pipeline && assigned && lookup !== null && { sets: assigned.name }),
  };
}

/** What a line gives to a variable holds for the steps below it, until another line gives something else. */
function define(
  defined: Map<string, Definition>,
  assigned: Assignment | null,
  secret: boolean,
): void {
  if (assigned)
    defined.set(assigned.name, { pieces: assigned.pieces, secret, exported: assigned.exported });
}

function withoutComment(text: string): string {
  return text.replace(/\s+#.*$/, '');
}

/** Where a value is offered from is no part of what is approved. */
function withoutLabels({ labels, ...parameter }: Parameter): Omit<Parameter, 'labels'> {
  return parameter;
}

/** Programs that ask a server do not care for the folder they are started in. */
function independent(text: string): boolean {
  return /^(?:sudo )?(?:kubectl (?!.*(?:-f|-k|cp)\b)|curl (?!.*(?:@|-o|-O))|systemctl|journalctl|redis-cli|docker (?:ps|logs|stats|restart|exec|inspect)|df|free|ps)\b/.test(
    text,
  );
}

function manual(
  text: string,
  label: string,
  section: SectionKind,
  place: Place,
  id: string,
): ManualStep {
  return {
    kind: 'manual',
    id,
    label,
    section,
    ...place,
    hash: digest(['manual', text, label]),
    text,
  };
}

/** The same text twice in a procedure is told apart by its turn. */
function nextId(seen: Map<string, number>, kind: string, text: string): string {
  const key = digest([kind, text]);
  const turn = seen.get(key) ?? 0;
  seen.set(key, turn + 1);
  return turn === 0 ? key : digest([kind, text, turn]);
}
