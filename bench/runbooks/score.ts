import type { CommandClass, Runbook } from '../../src/runbook/model.ts';
import type { GoldFile } from './gold.ts';

/** Counts of one file or of all; ratios are made from them at the end. */
export interface Score {
  commands: { found: number; labelled: number; right: number };
  classes: { matched: number; right: number };
  recalled: Record<CommandClass, { right: number; labelled: number }>;
  unsafe: number;
  sections: { right: number; labelled: number };
  alerts: { right: number; labelled: number };
  misses: string[];
}

export function emptyScore(): Score {
  const none = () => ({ right: 0, labelled: 0 });
  return {
    commands: { found: 0, labelled: 0, right: 0 },
    classes: { matched: 0, right: 0 },
    recalled: { readonly: none(), mutating: none(), destructive: none() },
    unsafe: 0,
    sections: none(),
    alerts: none(),
    misses: [],
  };
}

/** Adds what the reader made of one file to the score. */
export function addFile(score: Score, gold: GoldFile, runbook: Runbook): void {
  const miss = (what: string, text: string) =>
    score.misses.push(`${gold.file}: ${what}: ${fold(text).slice(0, 160)}`);
  addCommands(score, gold, runbook, miss);
  addSections(score, gold, runbook, miss);
  for (const name of gold.alert_names) {
    score.alerts.labelled += 1;
    if (runbook.alerts.some((alert) => fold(alert) === fold(name))) score.alerts.right += 1;
    else miss('alert not found', name);
  }
}

type Miss = (what: string, text: string) => void;

function addCommands(score: Score, gold: GoldFile, runbook: Runbook, miss: Miss): void {
  const found = pasted(runbook);
  const labelled = gold.commands.filter((one) => one.class !== 'snippet-not-command');
  score.commands.found += found.length;
  score.commands.labelled += labelled.length;
  for (const { text, class: wanted } of labelled) {
    if (wanted === 'snippet-not-command') continue;
    score.recalled[wanted].labelled += 1;
    const at = bestMatch(found, text, wanted);
    if (at < 0) {
      miss(`command missed (${wanted})`, text);
      continue;
    }
    const [step] = found.splice(at, 1);
    if (step === undefined) continue;
    score.commands.right += 1;
    score.classes.matched += 1;
    if (step.class === wanted) {
      score.classes.right += 1;
      score.recalled[wanted].right += 1;
      continue;
    }
    const unsafe = step.class === 'readonly';
    if (unsafe) score.unsafe += 1;
    miss(`${unsafe ? 'UNSAFE: ' : ''}${wanted} called ${step.class}`, text);
  }
  for (const step of found) miss(`no command (${step.class})`, step.text);
}

/** The same text may stand twice in a file under two classes: the right one is taken first. */
function bestMatch(found: Pasted[], text: string, wanted: CommandClass): number {
  const same = (one: Pasted) => fold(one.text) === fold(text);
  const exact = found.findIndex((one) => same(one) && one.class === wanted);
  return exact >= 0 ? exact : found.findIndex(same);
}

interface Pasted {
  text: string;
  class: CommandClass;
}

/** `a && b` on one line is two steps but one thing to paste; its class is the worse one. */
function pasted(runbook: Runbook): Pasted[] {
  const all: (Pasted & { place: string })[] = [];
  for (const { steps } of runbook.procedures) {
    for (const step of steps) {
      if (step.kind !== 'command') continue;
      const { line = null, startLine, class: found } = step;
      const place = line === null ? '' : `${startLine} ${line}`;
      const last = all.at(-1);
      if (place !== '' && last?.place === place) {
        if (rank[found] > rank[last.class]) last.class = found;
      } else all.push({ text: line ?? step.text, class: found, place });
    }
  }
  return all;
}

const rank = { readonly: 0, mutating: 1, destructive: 2 } as const;

function addSections(score: Score, gold: GoldFile, runbook: Runbook, miss: Miss): void {
  const left = [...runbook.sections];
  for (const { heading, kind } of gold.sections) {
    score.sections.labelled += 1;
    const at = left.findIndex((one) => bare(one.heading) === bare(heading));
    const [section] = at < 0 ? [] : left.splice(at, 1);
    if (section?.kind === kind) score.sections.right += 1;
    else miss(`section is ${kind}, not ${section?.kind ?? 'found'}`, heading);
  }
}

/** Whether code marks stay in a heading is a matter of taste. */
function bare(heading: string): string {
  return fold(heading.replaceAll('`', ''));
}

function fold(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
