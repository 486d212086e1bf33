import type { TeamRow } from './classify/team-rows.ts';
import { readBlocks } from './markdown/blocks.ts';
import { readTitle } from './markdown/title.ts';
import { cleanMarkdown, MAX_CHARACTERS, MAX_LINES, parseMarkdown } from './markdown/tree.ts';
import type { Finding, Runbook } from './model.ts';
import { alertsInProse, alertsInRules, isAlertFile, withoutStatus } from './procedure/alerts.ts';
import { outline, walk } from './procedure/outline.ts';
import { collectProcedures } from './procedure/procedures.ts';
import { sectionsOf } from './procedure/sections.ts';

export interface ParseOptions {
  /** A team's own class rows, from `commands` in runbell.yaml. */
  rows?: readonly TeamRow[];
}

/** Reads one Markdown file. Whatever the bytes, it answers with a runbook and findings. */
export function parseRunbook(file: string, markdown: string, options: ParseOptions = {}): Runbook {
  try {
    return read(file, markdown, options);
  } catch (error) {
    const text = `Runbell could not read this file: ${error instanceof Error ? error.message : 'unknown'}. Nothing of it is offered; tell its owner.`;
    return empty(file, [{ level: 'error', line: 1, text }]);
  }
}

function read(file: string, markdown: string, options: ParseOptions): Runbook {
  const findings: Finding[] = [];
  const { text, cut } = cleanMarkdown(markdown);
  if (cut) {
    findings.push({
      level: 'error',
      line: 1,
      text: `The file has more than ${MAX_CHARACTERS} characters or ${MAX_LINES} lines; the rest is not read. Split it.`,
    });
  }
  const tree = parseMarkdown(text);
  const title = readTitle(tree, file);
  const blocks = readBlocks(tree);
  const root = outline(blocks, title);
  const { procedures, snippets, stepsByPart, alerts } = collectProcedures(root, options.rows ?? []);
  walk(root, (part) => {
    for (const block of part.blocks) {
      if (block.type === 'fence') alerts.push(...alertsInRules(block.code));
      if (block.type === 'prose') alerts.push(...alertsInProse(block.text));
    }
  });
  if (alerts.length === 0 && isAlertFile(file)) alerts.push(withoutStatus(title.text));
  return {
    file,
    title: title.text,
    alerts: [...new Set(alerts)],
    procedures: procedures.sort((a, b) => a.startLine - b.startLine),
    sections: sectionsOf(root, stepsByPart),
    snippets: snippets.sort((a, b) => a.startLine - b.startLine),
    findings,
  };
}

function empty(file: string, findings: Finding[]): Runbook {
  const title = (file.split('/').at(-1) ?? file).replace(/\.\w+$/, '');
  return { file, title, alerts: [], procedures: [], sections: [], snippets: [], findings };
}
