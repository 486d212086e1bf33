import type { Procedure, Runbook } from '../model.ts';
import { anchorOf, fold, situation, wordsOf } from './fold.ts';

export interface Candidate {
  service: string;
  runbook: Runbook;
  procedure: Procedure;
  /** Its names as they are compared; made once, since an alert is compared with every procedure. */
  keys: Keys;
}

export interface Keys {
  file: FileKeys;
  alerts: string[];
  /** The title, and the title without "Issue:" and brackets. */
  titles: string[];
  situation: string;
  /** Alerts and titles without the service's own name. */
  bare: string[];
  /** The words of the title. */
  title: string[];
  /** The words of each part of the title. */
  parts: string[][];
  anchor: string;
  anchorsAbove: string[];
  /** Of the headings in it: _Diagnosis_, _Mitigation_. */
  anchorsInside: string[];
}

interface FileKeys {
  /** The file's name without folders and ending. */
  name: string;
  title: string;
  /** Alerts that the file presents but none of its procedures claims. */
  unclaimed: Set<string>;
  alone: boolean;
  /** So few procedures that all of them can be shown. */
  few: boolean;
  anchors: { line: number; anchor: string }[];
}

export function candidatesOf(service: string, runbook: Runbook): Candidate[] {
  const file = fileKeys(runbook);
  return runbook.procedures.map((procedure) => ({
    service,
    runbook,
    procedure,
    keys: keysOf(service, procedure, file),
  }));
}

/** `newsletterqueuebacklog` is `queuebacklog` within the newsletter. Both are folded. */
export function withoutService(name: string, service: string): string {
  return name
    .replace(service, '')
    .replace(/^(?:service|application|app|container|server)(?=.{4})/, '');
}

/** The last part of an address or path, without its ending, as it is compared. */
export function fileName(path: string): string {
  return fold((path.split('/').at(-1) ?? '').replace(/\.\w+$/, ''));
}

function fileKeys(runbook: Runbook): FileKeys {
  const claimed = new Set(runbook.procedures.flatMap(({ alerts }) => alerts));
  return {
    name: fileName(runbook.file),
    title: fold(runbook.title),
    unclaimed: new Set(runbook.alerts.filter((name) => !claimed.has(name)).map(fold)),
    alone: runbook.procedures.length === 1,
    few: runbook.procedures.length <= 3,
    anchors: anchorsOf(runbook),
  };
}

/** GitHub numbers headings of the same words: `#diagnosis`, `#diagnosis-1`. */
function anchorsOf({ sections }: Runbook): FileKeys['anchors'] {
  const seen = new Map<string, number>();
  return sections.map(({ heading, line }) => {
    const anchor = anchorOf(heading);
    const turn = seen.get(anchor) ?? 0;
    seen.set(anchor, turn + 1);
    return { line, anchor: turn === 0 ? anchor : `${anchor}-${turn}` };
  });
}

function keysOf(service: string, procedure: Procedure, file: FileKeys): Keys {
  const { title, alerts, trail, startLine, endLine } = procedure;
  const titles = [...new Set([title, situation(title)].map(fold))];
  const named = alerts.map(fold);
  const folded = fold(service);
  return {
    file,
    alerts: named,
    titles,
    situation: fold(situation(title)),
    bare: [...named, ...titles]
      .map((name) => withoutService(name, folded))
      .filter((name) => name.length > 7),
    title: wordsOf(situation(title)).filter((word) => word.length > 3 && !filler.has(word)),
    parts: situation(title)
      .split(/\s\/\s|\sor\s|[(),]/)
      .map((part) => wordsOf(part).filter((word) => !filler.has(word)))
      .filter((words) => words.length >= 2),
    anchor: anchorOf(title),
    anchorsAbove: trail.map(anchorOf),
    anchorsInside: file.anchors
      .filter(({ line }) => line > startLine && line <= endLine)
      .map(({ anchor }) => anchor),
  };
}

const filler = new Set(
  'the a an is are issue issues error errors problem problems of in and'.split(' '),
);
