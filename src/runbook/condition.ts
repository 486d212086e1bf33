/** A step that the runbook wants only in some case. */
interface Condition {
  /** The case, as the runbook says it: "restart fails". */
  when: string;
  /** Whether it is that something before did not help. */
  afterFailure: boolean;
}

/** "If restart fails, rollback": read from what the runbook calls a step; null for a step without an if. */
export function conditionOf(label: string): Condition | null {
  const text = label.replace(/^[\s\d.)(*_#-]+/, '').trim();
  const otherwise = fallback.exec(text);
  if (otherwise) return { when: otherwise[0].toLowerCase(), afterFailure: true };
  const when = leading.exec(text)?.groups?.when ?? trailing.exec(text)?.groups?.when;
  return when === undefined ? null : { when: when.trim(), afterFailure: noHelp.test(when) };
}

/** The index of the earlier step that must have failed; null when the step waits for no other. */
export function failureOf(labels: readonly string[], index: number): number | null {
  const condition = conditionOf(labels[index] ?? '');
  if (!condition?.afterFailure) return null;
  const earlier = labels.slice(0, index);
  const named = earlier.findLastIndex((label) => shareWord(condition.when, label));
  if (named >= 0) return named;
  return pointsBack.test(condition.when) && index > 0 ? index - 1 : null;
}

const leading = /^(?:only )?(?:if|in case|should|when) (?<when>[^,:;]{2,200}?)(?:,|:|;|\bthen\b)/i;
const trailing =
  /(?:only if|(?<!\b(?:ask|check|clear|confirm|determine|know|look|see|sure|test|verify) )\bif) (?<when>[^,:;]{2,200}?)[.:]?$/i;
const fallback =
  /^(?:otherwise|failing that|else\b|as (?:a|the) last resort|last resort|if (?:not|all else fails|(?:that|this|it) (?:fails|(?:does not|doesn['’]t|did not|didn['’]t) (?:help|work))))\b/i;
const noHelp =
  /\b(?:fail(?:s|ed|ure)?|(?:does not|doesn['’]t|did not|didn['’]t|has not|hasn['’]t) (?:help|work|fix|recover|resolve|solve|succeed|come|start|stop)\w*|unsuccessful|no (?:effect|improvement)|not (?:enough|resolved|fixed|successful)|still|persists?|continues?)\b/i;
const pointsBack =
  /\b(?:that|this|it|these|above|previous|otherwise|failing|else|resort|not|still|persists?|continues?)\b/i;

/** Words of more than three letters, without their endings, that say what is done or to what. */
function shareWord(a: string, b: string): boolean {
  const known = new Set(stems(b));
  return stems(a).some((stem) => known.has(stem));
}

function stems(text: string): string[] {
  const words = text.toLowerCase().match(/[a-z]{4,}/g) ?? [];
  return words
    .filter((word) => !hollow.has(word))
    .map((word) => word.replace(/(?:ing|ed|es|s)$/, '').slice(0, 8));
}

const hollow = new Set(
  'fail fails failed failure does doesn help helps work works this that these still problem problems issue issues persist persists continue continues with from then'.split(
    ' ',
  ),
);
