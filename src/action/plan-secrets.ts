import type { Redactor } from './redact.ts';
import type { SecretSpan } from './redact-find.ts';
import type { HttpPlan, HttpText, LateText, Plan, PlanStage } from './run.ts';

type Seal = (secret: string) => string;
type Finder = Pick<Redactor, 'find' | 'replace'>;

/**
 * A plan as it may be stored and shown: what is a secret in the words of a runbook, a catalogue or a form
 * is sealed for the worker, and a mark stands in its place.
 */
export function sealPlan(plan: Plan, finder: Finder, seal: Seal): Plan {
  switch (plan.kind) {
    case 'pipeline':
      return { ...plan, stages: plan.stages.map((stage) => sealStage(stage, finder, seal)) };
    case 'http':
      return { ...plan, request: sealRequest(plan.request, finder, seal) };
    default:
      return plan;
  }
}

/** The words are looked at as one line, since `-p` tells of the word behind it. */
function sealStage(stage: PlanStage, finder: Finder, seal: Seal): PlanStage {
  const variables = Object.entries(stage.env);
  const texts = [...variables.map(([name, value]) => `${name}=${value}`), ...stage.argv];
  const line = texts.join(' ');
  const spans = finder.find(line);
  if (spans.length === 0) return stage;
  const env: Record<string, string> = {};
  const argv: string[] = [];
  const late: LateText[] = [];
  let from = 0;
  for (const [index, text] of texts.entries()) {
    const variable = variables[index]?.[0];
    const word = index - variables.length;
    const start = variable === undefined ? from : from + variable.length + 1;
    const before = (stage.late ?? []).filter((one) => one.word === word && !one.variable);
    const place = variable === undefined ? { word } : { word: 0, variable };
    const own = sealText(
      line.slice(start, from + text.length),
      before,
      shifted(spans, start),
      finder,
      seal,
    );
    late.push(...own.late.map((one) => ({ ...one, ...place })));
    if (variable === undefined) argv.push(own.text);
    else env[variable] = own.text;
    from += text.length + 1;
  }
  return { ...stage, env, argv, ...(late.length > 0 && { late }) };
}

function sealRequest(request: HttpPlan, finder: Finder, seal: Seal): HttpPlan {
  const sealed = (value: HttpText, name: string): HttpText => {
    const label = name === '' ? '' : `${name}: `;
    const spans = shifted(finder.find(label + value.text), label.length);
    const { text, late } = sealText(value.text, value.late ?? [], spans, finder, seal);
    return late.length === 0 ? value : { text, late: late.map((one) => ({ as: 'text', ...one })) };
  };
  return {
    ...request,
    headers: request.headers.map(({ name, value }) => ({ name, value: sealed(value, name) })),
    body: request.body && sealed(request.body, ''),
  };
}

type Piece = Omit<LateText, 'word' | 'variable'>;

/** What the worker puts in anyway stays as it is; its place moves with what is taken out before it. */
function sealText<P extends Piece>(
  text: string,
  late: readonly P[],
  spans: SecretSpan[],
  { replace }: Finder,
  seal: Seal,
): { text: string; late: (P | Piece)[] } {
  const free = spans
    .map(({ start, to, known }) => ({
      start: Math.max(0, start),
      to: Math.min(text.length, to),
      known,
    }))
    .filter(
      ({ start, to }) =>
        start < to && late.every(({ at, length }) => to <= at || at + length <= start),
    );
  const parts = [
    ...free.map(({ start, to, known }) => {
      const secret = text.slice(start, to);
      return {
        at: start,
        length: to - start,
        shown: replace(secret, known),
        from: { sealed: seal(secret) },
      };
    }),
    ...late.map((piece) => ({ ...piece, shown: text.slice(piece.at, piece.at + piece.length) })),
  ].sort((a, b) => a.at - b.at);
  let out = '';
  let done = 0;
  const pieces: (P | Piece)[] = [];
  for (const { shown, ...piece } of parts) {
    out += text.slice(done, piece.at);
    pieces.push({ ...piece, at: out.length, length: shown.length });
    out += shown;
    done = piece.at + piece.length;
  }
  return { text: out + text.slice(done), late: pieces };
}

function shifted(spans: SecretSpan[], by: number): SecretSpan[] {
  return spans.map((span) => ({ ...span, start: span.start - by, to: span.to - by }));
}
