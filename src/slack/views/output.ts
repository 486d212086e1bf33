import type { Outcome, Run } from '../../action/run.ts';
import { formatDuration } from '../../lib/duration.ts';
import { codeBlock, codeBlocks, escapeText, size, withoutColours } from '../limits.ts';
import { context, type Message, message, section } from './blocks.ts';
import { code, line, lineWithCode } from './text.ts';

/** The thread message of an ended run: the end of its output and the facts. */
export function outputMessage(run: Run): Message {
  return show(run, 2700, 1);
}

/** The same in private, with as much of the output as one message holds. */
export function fullOutput(run: Run): Message {
  return show(run, 2700, 3);
}

function show(run: Run, max: number, blocks: number): Message {
  const title = `Output of ${line(run.label, 200)}`;
  const { outcome } = run;
  if (outcome === null) return message(title, [section(`*${title}*: it has not ended yet.`)]);
  if (run.revealsSecrets) {
    return message(title, [
      section(`*${title}* may hold secrets, so it is not posted.`),
      context(factsText(outcome)),
    ]);
  }
  const text = withoutColours(outcome.output).trim();
  if (text === '') {
    return message(title, [section(`*${title}*: it wrote nothing.`), context(factsText(outcome))]);
  }
  const kept = lastPart(text, (max - 20) * blocks);
  const cut = kept.length < text.length ? ' (the end of it)' : '';
  return message(title, [
    section(`*${title}*${cut}`),
    ...(blocks === 1 ? [codeBlock(kept, max)] : codeBlocks(kept, max, blocks).blocks).map((text) =>
      section(text),
    ),
    context(factsText(outcome)),
  ]);
}

/** The last whole lines that fit; of a single endless line, its end. */
function lastPart(text: string, max: number): string {
  const kept: string[] = [];
  let used = 0;
  for (const part of text.split(/\r\n|\n|\r/).reverse()) {
    used += size(escapeText(part)) + 1;
    if (used > max) break;
    kept.unshift(part);
  }
  return kept.length > 0 ? kept.join('\n') : [...text].slice(-Math.floor(max / 5)).join('');
}

function factsText(outcome: Outcome): string {
  const facts = [
    lineWithCode(outcome.summary, 300),
    `took ${formatDuration(outcome.durationMs)}`,
    `${outcome.outputBytes} bytes`,
    outcome.truncated ? 'the middle was left out' : null,
    outcome.verify === null ? null : lineWithCode(outcome.verify.detail, 300),
    outcome.artifact === null ? null : `whole output: ${code(outcome.artifact, 200)}`,
  ];
  return facts.filter((fact) => fact !== null).join(' · ');
}
