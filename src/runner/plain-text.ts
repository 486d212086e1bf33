/** What a terminal would leave standing, as text: no colours, titles or movements, no line that was overwritten. */
export function plainText(text: string): string {
  const plain = coded.test(text) ? text.replaceAll(sequences, '') : text;
  const lines = plain.includes('\r') ? plain.split('\n').map(overwritten).join('\n') : plain;
  const standing = lines.includes('\b') ? withoutOverstruck(lines) : lines;
  // PostgreSQL's text cannot hold NUL, and Slack shows none of the rest.
  return standing.replaceAll(controls, '');
}

/** A progress bar writes its line again and again: what came after the last return stays. */
export function overwritten(line: string): string {
  const text = line.replace(/\r+$/, '');
  return text.slice(text.lastIndexOf('\r') + 1);
}

// biome-ignore-start lint/suspicious/noControlCharactersInRegex: these are the characters to take out
const coded = /[\x1b\x90-\x9f]/;

/** ECMA-48: a string up to its terminator (a title, a link, a picture), a control sequence, or an escape. */
const sequences = new RegExp(
  [
    /(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\|\x9c)/,
    /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]/,
    /\x1b[ -/]*[0-~]/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
);

const controls = /[\x00-\x08\x0b-\x1f\x7f-\x9f]+/g;
// biome-ignore-end lint/suspicious/noControlCharactersInRegex: these are the characters to take out

/** `N\bN` is how a manual page writes a bold N. */
function withoutOverstruck(text: string): string {
  const kept: string[] = [];
  for (const char of text) {
    if (char !== '\b') kept.push(char);
    else if (kept.at(-1) !== '\n') kept.pop();
  }
  return kept.join('');
}
