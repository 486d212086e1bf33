import type { KnownBlock } from '@slack/types';
import type { CommandStep, Procedure, SectionKind, Step } from '../../runbook/model.ts';
import { runClass } from '../../runbook/run-class.ts';
import { codeBlocks, size } from '../limits.ts';
import { context, section } from './blocks.ts';
import { classWords } from './step.ts';
import { anyOf, code, line, lineWithCode } from './text.ts';

/** How much one page holds. */
export interface Sheet {
  /** Characters. */
  size: number;
  blocks: number;
}

const pieceSize = 2300;
/** A single step longer than that is not read in Slack. */
const mostPieces = 12;

/** A procedure as pages to read, all of it: at least one page, none of them empty. */
export function inPages(procedure: Procedure, sheet: Sheet): KnownBlock[][] {
  const pages: KnownBlock[][] = [[]];
  let used = 0;
  for (const part of partsOf(procedure)) {
    const page = pages.at(-1) ?? [];
    const full = page.length + part.blocks.length > sheet.blocks;
    if (page.length > 0 && (full || used + part.size > sheet.size)) {
      pages.push([...part.blocks]);
      used = part.size;
    } else {
      page.push(...part.blocks);
      used += part.size;
    }
  }
  return pages;
}

/** Blocks that stay together. */
interface Part {
  blocks: KnownBlock[];
  size: number;
}

function partsOf({ steps, text }: Procedure): Part[] {
  if (steps.length === 0) return text.trim() === '' ? [empty()] : pieces(text).map(partOf);
  return steps.flatMap((step, index) => {
    const [first = '', ...more] = stepTexts(step, index + 1);
    const title =
      index === 0 || steps[index - 1]?.section !== step.section ? headings[step.section] : null;
    return [title === null ? partOf(first) : headed(title, first), ...more.map(partOf)];
  });
}

const headings: Record<SectionKind, string | null> = {
  symptoms: 'Symptoms',
  diagnosis: 'Find out what it is',
  mitigation: 'Put it right',
  escalation: 'Call for help',
  other: null,
};

function stepTexts(step: Step, number: number): string[] {
  const label = `*${number}.* ${line(step.label, 250)}`;
  if (step.kind === 'manual') {
    if (step.text.trim() === step.label.trim()) return wholeLabel(step.label, number);
    const [first = '', ...more] = pieces(step.text);
    return [`${label}\n${first}`, ...more];
  }
  const { blocks, whole } = codeBlocks(step.text, pieceSize, mostPieces);
  const cut = whole ? '' : '\n*Cut here*: open the runbook for the whole command.';
  return blocks.map((block, index) =>
    [
      index === 0 ? `${label}\n` : '',
      block,
      index === blocks.length - 1 ? `\n${factsOf(step)}${cut}` : '',
    ].join(''),
  );
}

function wholeLabel(text: string, number: number): string[] {
  return pieces(text).map((piece, index) => (index === 0 ? `*${number}.* ${piece}` : piece));
}

function factsOf(step: CommandStep): string {
  const asks = step.pipeline === null ? [] : step.parameters.map(({ name }) => code(name, 40));
  return [
    classWords(runClass(step), false),
    asks.length > 0 ? ` · asks for ${anyOf(asks, 'and')}` : '',
    step.revealsSecrets ? ' · may show secrets' : '',
    step.runsAs === undefined ? '' : `\n*Runs as* ${code(step.runsAs, 200)}`,
    step.reason === null ? '' : `\n*Copy only*: ${lineWithCode(step.reason, 250)}`,
  ].join('');
}

/** Prose in pieces that a section holds, cut between words, its lines kept. */
function pieces(text: string): string[] {
  const found: string[] = [];
  for (const row of text.split(/\n+/).filter((one) => one.trim() !== '')) {
    for (const [index, bit] of bitsOf(row).entries()) {
      const last = found.at(-1);
      if (last === undefined || size(last) + size(bit) + 1 > pieceSize) found.push(bit);
      else found[found.length - 1] = `${last}${index === 0 ? '\n' : ' '}${bit}`;
      if (found.length > mostPieces)
        return [...found.slice(0, mostPieces), '*Cut here*: open the runbook for the rest.'];
    }
  }
  return found;
}

/** So short that no piece overflows, even when each character is escaped as five. */
const bitSize = 400;

function bitsOf(row: string): string[] {
  const bits: string[] = [];
  for (const word of row.trim().split(/\s+/)) {
    const last = bits.at(-1);
    if (last !== undefined && size(last) + size(word) < bitSize)
      bits[bits.length - 1] = `${last} ${word}`;
    else bits.push(...(word.match(/.{1,400}/gsu) ?? []));
  }
  return bits.map((bit) => line(bit, pieceSize));
}

function partOf(text: string): Part {
  return { blocks: [section(text)], size: size(text) };
}

function headed(title: string, text: string): Part {
  return { blocks: [context(`*${title}*`), section(text)], size: size(text) + size(title) + 2 };
}

function empty(): Part {
  const text = 'This procedure has no steps. Open the runbook to read it.';
  return { blocks: [context(text)], size: size(text) };
}
