import type { Part } from './outline.ts';
import { looksLikeAlertName } from './section-words.ts';

/** The alert names that a part presents as its own, as written. */
export function alertsOf(part: Part, trail: string[]): string[] {
  const found: string[] = [];
  const title = part.title.replace(/\s*:$/, '').trim();
  if (looksLikeAlertName(title)) found.push(title);
  for (const match of title.matchAll(/(?<=\()[A-Za-z][A-Za-z0-9]{7,}(?=\))/g)) {
    if (looksLikeAlertName(match[0])) found.push(match[0]);
  }
  const quoted = /^["“'](.+)["”'] alerts?$/i.exec(title)?.[1];
  if (quoted) found.push(quoted);
  if (found.length === 0 && isUnderAlerts(trail) && answers(part)) found.push(title);
  for (const block of part.blocks) {
    if (block.type !== 'prose') continue;
    const named =
      /^(?:alert(?:s|name| name)?|(?:fired|triggered|raised) by)\b\s*[:=]?\s*(.+)$/i.exec(
        block.text,
      );
    if (named?.[1]) found.push(...names(named[1]));
  }
  return [...new Set(found)];
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
    .split(/[\s,;/()`]+/)
    .filter((word) => looksLikeAlertName(word))
    .slice(0, 20);
}

/** "(triggering KubePodCrashLooping alerts)": names that the prose itself calls alerts. */
export function alertsInProse(text: string): string[] {
  return [...text.matchAll(/\b([A-Za-z]\w{7,80})`? alerts?\b/g)]
    .map((match) => match[1] ?? '')
    .filter((word) => looksLikeAlertName(word));
}

/** The title of a file in a folder of alerts is an alert, where nothing in it says otherwise. */
export function isAlertFile(file: string): boolean {
  return /(?:^|[/_])alerts?[/_]/i.test(file);
}

/** `- alert: Name` in Prometheus rules that the file quotes. */
export function alertsInRules(code: string): string[] {
  return [...code.matchAll(/^\s*(?:-\s*)?alert:\s*["']?([\w:.-]{3,100})["']?\s*$/gm)].map(
    (match) => match[1] ?? '',
  );
}
