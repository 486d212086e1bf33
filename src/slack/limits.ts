/** Slack's limits in characters or counts: docs.slack.dev/reference/block-kit and the method pages. */
export const limits = {
  messageText: 4000,
  messageBlocks: 50,
  /** Undocumented: refusals as `msg_blocks_too_long` were seen from about 13,200 on. */
  messageSize: 12_000,
  modalBlocks: 100,
  modalTitle: 24,
  modalButton: 24,
  sectionText: 3000,
  sectionFields: 10,
  fieldText: 2000,
  headerText: 150,
  contextElements: 10,
  contextText: 3000,
  actionsElements: 25,
  buttonText: 75,
  buttonValue: 2000,
  buttonLabel: 75,
  url: 3000,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  inputLabel: 2000,
  inputHint: 2000,
  inputText: 3000,
  options: 100,
  optionText: 75,
  optionValue: 150,
  placeholder: 150,
  blockId: 255,
  actionId: 255,
  callbackId: 255,
  privateMetadata: 3000,
  channelName: 80,
  topic: 250,
  invite: 100,
} as const;

/** Characters as Slack counts them: code points. */
export function size(text: string): number {
  return [...text].length;
}

/** Cuts to `max` code points, the last one "…" when something was cut. */
export function shorten(text: string, max: number): string {
  const points = [...text];
  if (points.length <= max) return text;
  return `${points
    .slice(0, Math.max(0, max - 1))
    .join('')
    .trimEnd()}…`;
}

/** The three characters that mrkdwn reads: without them nothing can mention, link or ping. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Escapes, then cuts to `max` code points as sent, never inside an entity. */
export function escapeFit(text: string, max: number): string {
  const whole = escapeText(text);
  if (size(whole) <= max) return whole;
  let kept = '';
  let used = 1;
  for (const point of text) {
    const piece = escapeText(point);
    if (used + size(piece) > max) break;
    used += size(piece);
    kept += piece;
  }
  return `${kept}…`;
}

/** Terminal output without its ANSI colours and cursor moves. */
export function withoutColours(text: string): string {
  return text.replaceAll(/\p{Cc}\[[0-9;?]*[A-Za-z]/gu, '');
}

/** A code block of at most `max` code points that its content cannot close early. */
export function codeBlock(text: string, max: number): string {
  const inside = unfenced(text);
  return `\`\`\`\n${escapeFit(inside === '' ? ' ' : inside, max - 8)}\n\`\`\``;
}

/** All of the text as code blocks of at most `max` code points, at most `count` of them. */
export function codeBlocks(text: string, max: number, count: number) {
  const parts = [''];
  let used = 0;
  for (const point of unfenced(text)) {
    const cost = size(escapeText(point));
    if (used + cost > max - 8) {
      parts.push('');
      used = 0;
    }
    parts.push(`${parts.pop()}${point}`);
    used += cost;
  }
  return {
    blocks: parts.slice(0, count).map((part) => codeBlock(part, max)),
    whole: parts.length <= count,
  };
}

/**
 * A zero-width space between backticks, since mrkdwn knows no other way to hold a fence in a fence.
 * Controls and direction marks are spelled out, or an approver could read another command than the one that runs.
 */
function unfenced(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]|[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, spellOut)
    .replaceAll(/`(?=`)/g, '`\u200b')
    .replaceAll(/^\n+|\s+$/g, '');
}

function spellOut(character: string): string {
  return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
}
