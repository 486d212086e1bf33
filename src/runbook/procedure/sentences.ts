import { lineKind } from '../command/lexical.ts';
import { isEnglish, isProgram } from '../command/programs.ts';
import type { ProseBlock, TableBlock } from '../markdown/blocks.ts';
import type { CodeSpan } from '../markdown/inline.ts';
import { cleanLabel, type Draft, type Under } from './drafts.ts';
import type { Facet } from './section-words.ts';
import { isInstruction, isOrder } from './verbs.ts';

/** Lists under these say what is, not what to do. */
const telling = new Set<Facet>(['symptoms', 'causes', 'impact', 'fact', 'aside']);
const acting = new Set<Facet>(['diagnosis', 'mitigation', 'actions', 'escalation']);

/** Commands and manual steps of a paragraph or list item. */
export function proseDrafts(block: ProseBlock, facet: Facet | null, under: Under): Draft[] {
  const quiet = facet !== null && telling.has(facet) && !isNumberedBelowFact(block, facet);
  const label = (text: string) =>
    cleanLabel(text.replace(/`[^`]*`/g, ' ')) || cleanLabel(under.heading);
  const commands =
    quiet && block.form !== 'check' ? [] : block.codes.filter((span) => isTold(span, block, facet));
  if (commands.length > 0) {
    return commands.map((span) => ({
      kind: 'command',
      text: span.text,
      label: label(span.before.trim() === '' ? span.after || under.heading : span.before),
      facet,
      bound: null,
      startLine: block.startLine,
      endLine: block.endLine,
    }));
  }
  const { startLine, endLine, text } = block;
  if (!quiet && isBareCommand(block)) {
    const place = { label: cleanLabel(under.heading), facet, bound: null, startLine, endLine };
    return [{ kind: 'command', text, ...place }];
  }
  if (!isManual(block, facet, quiet)) return [];
  return [
    { kind: 'manual', text, label: cleanLabel(text), facet, bound: null, startLine, endLine },
  ];
}

/** "**Response time:** 5 minutes" ends a line; a numbered list right below it belongs to the procedure. */
function isNumberedBelowFact(block: ProseBlock, facet: Facet): boolean {
  return block.ordered && (facet === 'fact' || facet === 'impact');
}

/** `- systemctl status -l web`: a list item that is a command line, without code marks. */
function isBareCommand(block: ProseBlock): boolean {
  const name = block.text.split(' ')[0] ?? '';
  return (
    block.form === 'item' &&
    block.plain &&
    !block.parent &&
    isProgram(name) &&
    !isEnglish(name) &&
    /\s-{1,2}[A-Za-z]/.test(block.text) &&
    !/[.:]$/.test(block.text) &&
    lineKind(block.text, 'untagged') === 'command'
  );
}

function isManual(block: ProseBlock, facet: Facet | null, quiet: boolean): boolean {
  if (block.form === 'check') return true;
  if (quiet || block.parent || block.text === '' || block.linkOnly) return false;
  const told = isInstruction(block.text);
  if (block.form === 'paragraph') {
    return (
      told &&
      facet !== null &&
      acting.has(facet) &&
      !/:$/.test(block.text) &&
      block.text.length <= 600
    );
  }
  if (told || (block.ordered && isOrder(block.text))) return true;
  const describes =
    block.lead !== null ||
    /^`[^`]+`\s*[-–—:]/.test(block.text) ||
    /\[[^\]]*(?:contact|email)/i.test(block.text);
  return (
    facet !== null && acting.has(facet) && !describes && !/:\s+\S+@\S+|^https?:/.test(block.text)
  );
}

/** Whether the sentence tells the reader to run this code, rather than mentioning it. */
function isTold(span: CodeSpan, block: ProseBlock, facet: Facet | null): boolean {
  if (lineKind(span.text, 'inline') !== 'command') return false;
  const sentence = span.before.split(/(?<=[.!?;])\s+/).at(-1) ?? '';
  if (warning.test(sentence) || reporting.test(sentence)) return false;
  // A path alone may be a file as well as a program: somebody has to say that it is run.
  if (!/\s/.test(span.text) && !isProgram(span.text))
    return (
      askedFor.test(sentence) || (isInstruction(sentence) && /\b(?:with|using|by)\b/.test(sentence))
    );
  // What an alert means is told there, not what to do about it.
  if (facet === 'other') return isInstruction(sentence) || askedFor.test(sentence);
  if (/[:?–—-]\s*$/.test(span.before)) return true;
  if (commanded.test(sentence)) return true;
  if (by.test(sentence) && (isInstruction(sentence) || advising.test(sentence))) return true;
  if (span.before.trim() === '') return block.form !== 'paragraph' || span.after.trim() === '';
  return isInstruction(sentence);
}

const warning = /\b(?:do not|don't|never|avoid|instead of|rather than|equivalent to|unlike)\b/i;
/** "The operator runs …", "which calls …": somebody else does it. */
const reporting =
  /\b(?:that|which|who|it|this|these|they|pods?|scripts?|jobs?|tasks?|operators?|controllers?|daemons?|services?|pipelines?|workflows?|systems?|agents?|tools?|cron)\s+(?:(?:will|would|then|also|only|now|always|internally|automatically)\s+)*(?:runs?|ran|execut(?:es?|ed)|calls?|called|us(?:es?|ed)|invokes?|invoked|waits?|performs?|does|shells? out)\b/i;
const askedFor =
  /\b(?:run|running|re-?run|execute|executing|invoke|start|launch|call|issue|type|enter|try)\s+(?:(?:the|this|following|script|command|helper|as root)\s+)*[:–—-]?\s*$/i;
const commanded =
  /\b(?:run|running|execute|executing|use|try|issue|type|enter|invoke|command)\b[^.]{0,30}$/i;
const by = /\b(?:runs|using|with|via|by)\b[^.]{0,30}$/i;
/** "You can see that with …", "This is done by …". */
const advising =
  /\b(?:you (?:can|could|may|might|should|must|need|have|will|want)|we (?:can|should|need)|(?:can|could|should|must|may|needs? to|has to|have to) be|is (?:done|found|seen|shown|possible)|are (?:done|found|shown)|in order to|to \w+)\b/i;

const askingHeader =
  /\b(?:commands?|run|check|how|fix|verify|actions?|resolution|solution|remediation|mitigation|diagnosis|investigation)\b/i;

/** Commands in table cells that tell to run them. */
export function tableDrafts(block: TableBlock, facet: Facet | null): Draft[] {
  const drafts: Draft[] = [];
  for (const [rowIndex, row] of block.rows.entries()) {
    for (const [column, cell] of row.entries()) {
      const header = block.header[column] ?? '';
      const asked = askingHeader.test(header);
      for (const span of cell.codes) {
        if (lineKind(span.text, 'inline') !== 'command') continue;
        if (!asked && !isInstruction(span.before)) continue;
        const about = cleanLabel([row[0]?.text, span.before.trim()].filter(Boolean).join(': '));
        const line = span.line || block.startLine + 2 + rowIndex;
        drafts.push({
          kind: 'command',
          text: span.text,
          label: about.replace(/`[^`]*`/g, '').trim() || header,
          facet,
          bound: null,
          startLine: line,
          endLine: line,
        });
      }
    }
  }
  return drafts;
}
