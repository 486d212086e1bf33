import { digest } from '../../lib/ids.ts';
import { classify } from '../classify/classify.ts';
import { readPipeline, splitAnd } from '../command/pipeline.ts';
import { reasons } from '../command/reasons.ts';
import type { CommandStep, ManualStep, SectionKind, Snippet, Step } from '../model.ts';
import type { Draft } from './drafts.ts';

/** Turns what was found in a procedure's text into its steps; snippets go to `shown`. */
export function buildSteps(
  drafts: Draft[],
  section: (draft: Draft) => SectionKind | null,
): { steps: Step[]; snippets: Snippet[] } {
  const defined = definedIn(drafts);
  const steps: Step[] = [];
  const snippets: Snippet[] = [];
  const seen = new Map<string, number>();
  for (const draft of drafts) {
    if (draft.kind === 'snippet' || draft.kind === 'state') {
      snippets.push({ text: draft.text, startLine: draft.startLine });
      continue;
    }
    const place = { startLine: draft.startLine, endLine: draft.endLine };
    if (draft.kind === 'manual') {
      const kind = section(draft) ?? 'other';
      steps.push(manual(draft.text, draft.label, kind, place, nextId(seen, 'manual', draft.text)));
      continue;
    }
    const parts = splitAnd(draft.text) ?? [draft.text];
    for (const [index, text] of parts.entries()) {
      const label =
        parts.length > 1 ? `${draft.label} (${index + 1} of ${parts.length})` : draft.label;
      const step = command(
        { ...draft, text, label },
        defined,
        place,
        nextId(seen, 'command', text),
      );
      const kind = section(draft) ?? (step.class === 'readonly' ? 'diagnosis' : 'mitigation');
      steps.push({ ...step, section: kind });
    }
  }
  return { steps, snippets };
}

type Place = Pick<Step, 'startLine' | 'endLine'>;

function command(
  draft: Draft,
  defined: ReadonlyMap<string, string | null>,
  place: Place,
  id: string,
): CommandStep {
  const read = readPipeline(draft.text, defined);
  const bound =
    draft.bound && independent(draft.text) && draft.bound === 'folder' ? null : draft.bound;
  const reason = read.reason ?? (bound ? reasons[bound] : null);
  const pipeline = reason === null ? read.pipeline : null;
  const verdict = classify(read.pipeline ?? draft.text);
  const parameters = pipeline ? read.parameters : [];
  return {
    kind: 'command',
    id,
    label: draft.label,
    section: 'other',
    ...place,
    hash: digest(['command', draft.text, draft.label, parameters]),
    text: draft.text,
    class: verdict.class,
    revealsSecrets: verdict.revealsSecrets,
    pipeline,
    reason,
    parameters,
  };
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

/** Variables that the procedure itself sets: a literal becomes the default, a lookup has none. */
function definedIn(drafts: Draft[]): Map<string, string | null> {
  const defined = new Map<string, string | null>();
  for (const draft of drafts) {
    if (draft.kind !== 'state' && draft.kind !== 'command') continue;
    const match =
      /^\s*(?:export\s+)?([A-Za-z_]\w*)=(?:"([^"$`]*)"|'([^']*)'|([^\s"'$`;|&]*))\s*(?:#.*)?$/.exec(
        draft.text,
      );
    if (!match?.[1]) continue;
    const value = match[2] ?? match[3] ?? match[4] ?? '';
    defined.set(match[1], /^$|^<.*>$|^\[.*\]|\b(?:XXX|YOUR[_-])/.test(value) ? null : value);
  }
  return defined;
}
