import type { Part } from './outline.ts';
import { looksLikeAlertName } from './section-words.ts';

/** The alert names that a part presents as its own, as written. */
export function alertsOf(part: Part, trail: string[]): string[] {
  const found = inTitle(part);
  if (found.length === 0 && isUnderAlerts(trail) && answers(part)) found.push(bareTitle(part));
  for (const block of part.blocks) {
    if (block.type === 'prose') found.push(...namedBy(block.text));
  }
  for (const inner of part.parts) {
    if (!/^alerts?(?: names?)?$/i.test(inner.title)) continue;
    for (const block of inner.blocks) {
      if (block.type === 'prose') found.push(...namedBy(`${inner.title}: ${block.text}`));
    }
  }
  return [...new Set(found)];
}

function bareTitle({ title }: Part): string {
  return withoutStatus(title.replace(/\s*:$/, '').trim());
}

/** `QueueStuck [Deprecated]` is still the alert `QueueStuck`. */
export function withoutStatus(title: string): string {
  return title.replace(/\s*[[(](?:deprecated|obsolete|removed|draft|wip|new)[\])]\s*$/i, '');
}

function inTitle(part: Part): string[] {
  const title = bareTitle(part);
  if (looksLikeAlertName(title)) return saysWhatIsWrong(title) || isDescribed(part) ? [title] : [];
  const [, kind = '', rest = ''] =
    /^(alert(?:name| name)?|alarm|runbook|playbook|incident)\s*(?::|\s[-–—])\s*(.+)$/i.exec(
      title,
    ) ?? [];
  if (rest !== '' && (/^ala?r[mt]|^alert/i.test(kind) || looksLikeAlertName(rest))) return [rest];
  const quoted = /^["“'](.+)["”'] alerts?$/i.exec(title)?.[1];
  const inBrackets = [...title.matchAll(/(?<=\()[A-Za-z][A-Za-z0-9]{7,}(?=\))/g)].map(
    ([name]) => name,
  );
  return [
    ...(quoted ? [quoted] : []),
    ...inBrackets.filter((name) => looksLikeAlertName(name) && saysWhatIsWrong(name)),
  ];
}

/** `PostgreSQL` and `LoadBalancer` are written as alerts are, but nothing is wrong with them. */
function saysWhatIsWrong(name: string): boolean {
  return name
    .split(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/)
    .some((word) => wrong.test(word));
}

const wrong =
  /^(?:down|up|high|higher|low|lower|slow|fast|fail\w*|errors?|full|filling|missing|absent|lag\w*|stuck|un[a-z]{4,}|in(?:sufficient|complete|consistent|valid|active|correct|hibitor)|not|no|non|without|too|few|many|long|old|expir\w*|crash\w*|loop\w*|mismatch\w*|time(?:d|out|outs)|latency|usage|utili[sz]ation|rate|overcommit\w*|overload\w*|over|under|above|below|pressure|degraded|reject\w*|skew|burn\w*|budget|drift\w*|leak\w*|throttl\w*|drop\w*|stop\w*|stale|offline|lost|loss|saturat\w*|backlog\w*|pending|restart\w*|oom\w*|kill\w*|deadman\w*|watchdog|exceed\w*|exceeds|exhaust\w*|near|reach\w*|limit\w*|threshold|outdated|deprecated|detected|found|refus\w*|denied|block\w*|halt\w*|hung|hang\w*|dead\w*|warn\w*|critical|alert\w*|violat\w*|chang\w*|modif\w*|evict\w*|corrupt\w*|broken|abnormal|anomal\w*|spik\w*|surge|out|hot|cold|duplicate\w*|split|flapp\w*|retr\w*|reboot\w*|terminat\w*|diff|disconnect\w*|rejected|leader|quorum|skipped|hit|length|age|size|depth|count|delay\w*|growth|ratio|jitter|duration|consumption|churn|spam\w*|attack\w*|breach\w*|suspicious|compromis\w*|read|only)$/i;

/** Below it stands what an alert has: its meaning, its impact, how bad it is. */
function isDescribed(part: Part): boolean {
  if (/^[a-z]/.test(part.title)) return false;
  const facets = part.parts.filter(({ facet }) => facet !== null && telling.has(facet)).length;
  const labels = part.blocks.filter(
    (block) =>
      block.type === 'prose' &&
      block.lead &&
      /^(?:severity|impact|meaning|response time|summary|description|diagnosis|mitigation|actions?)$/i.test(
        block.lead,
      ),
  ).length;
  return facets + labels >= 2;
}

const telling = new Set([
  'symptoms',
  'diagnosis',
  'mitigation',
  'impact',
  'escalation',
  'other',
  'causes',
  'actions',
]);

/** "Fired by A and B", "**Alert name:** `A`". */
function namedBy(text: string): string[] {
  const fired = /^(?:fired|triggered|raised) by\b\s*:?\s*(.+)$/i.exec(text)?.[1];
  if (fired) return names(fired);
  const [, label = '', value = ''] = /^(alerts?(?: ?names?)?)\s*[:=]\s*(.+)$/i.exec(text) ?? [];
  if (value !== '') {
    // Labels on lines of their own are one paragraph to Markdown.
    const own = value.split(/\s+(?=[A-Z][A-Za-z ]{2,24}:\s)/)[0] ?? value;
    const found = names(own);
    if (found.length > 0) return found;
    const one = /^["'`]?([A-Za-z][\w.:-]{3,80})["'`]?$/.exec(own)?.[1];
    return one && (/name/i.test(label) || /[_-]/.test(one)) ? [one] : [];
  }
  const first = /^alerts?\s+(\S+)/i.exec(text)?.[1];
  return first ? names(first) : [];
}

/** A group of alerts ("Critical alerts") is none itself. */
function answers(part: Part): boolean {
  const inside = part.blocks.length > 0 || part.parts.some((one) => one.facet !== null);
  return inside && part.style !== 'root' && !/\balerts$/i.test(part.title);
}

/** "Alert Response Procedures > Critical Alerts": what stands below are alerts. */
function isUnderAlerts(trail: string[]): boolean {
  return trail.some((title) =>
    /\balerts?\b.*\b(?:response|procedures?|runbooks?|playbooks?)\b|^(?:critical|warning|info)\b.*\balerts?$/i.test(
      title,
    ),
  );
}

function names(text: string): string[] {
  return text
    .split(/[\s,;/()`]+|[.:!?](?=\s|$)/)
    .filter((word) => looksLikeAlertName(word))
    .slice(0, 20);
}

/** "(triggering KubePodCrashLooping alerts)": names that the prose itself calls alerts. */
export function alertsInProse(text: string): string[] {
  return [...text.matchAll(/\b([A-Za-z]\w{7,80})`? alerts?\b/g)]
    .map((match) => match[1] ?? '')
    .filter((word) => looksLikeAlertName(word) && saysWhatIsWrong(word));
}

/** The title of a file in a folder of alerts is an alert, where nothing in it says otherwise. */
export function isAlertFile(file: string): boolean {
  return /(?:^|[/_])alerts?[/_]/i.test(file) && !besideAlerts.test(file);
}

/** What such a folder holds beside the alerts themselves. */
const besideAlerts =
  /(?:^|[/_])(?:readme|_?index|template|example)\.\w+$|[/_](?:helpers?|includes?|partials?|templates?)[/_][^/]+$/i;

/** `- alert: Name` in Prometheus rules that the file quotes. */
export function alertsInRules(code: string): string[] {
  return [...code.matchAll(/^\s*(?:-\s*)?alert:\s*["']?([\w:.-]{3,100})["']?\s*$/gm)].map(
    (match) => match[1] ?? '',
  );
}
