import { isFinal } from '../../action/run.ts';
import type { IncidentView } from '../../incident/types.ts';
import { type Message, message, section } from './blocks.ts';
import { card } from './card.ts';
import { channelText } from './page.ts';
import { runText } from './run-text.ts';
import { line } from './text.ts';

const shown = 5;

/** The card, where it was asked for, and what is waiting or running. */
export function statusMessage(view: IncidentView, now: Date): Message {
  const { text, blocks } = card(view, now);
  const going = view.runs.filter(({ state }) => !isFinal(state));
  const lines = going.slice(0, shown).map((run) => {
    const approvals = view.approvals.filter(({ runId }) => runId === run.id);
    return `${line(run.label, 100)}: ${runText({ run, approvals, rules: null, now, brief: true })}`;
  });
  const more = going.length - shown;
  return message(text, [
    ...blocks,
    section(
      [
        `*Channel*: ${channelText(view.incident)}`,
        going.length === 0 ? '*Runs*: nothing is waiting or running' : '*Runs*',
        ...lines,
        ...(more > 0 ? [`and ${more} more`] : []),
      ].join('\n'),
    ),
  ]);
}
