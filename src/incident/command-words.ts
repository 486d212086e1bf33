/** The Slack id behind `<@U0ANN>`, as Slack hands over a mention; undefined for any other word. */
export function mentioned(word = ''): string | undefined {
  return (
    /^<@([UW][A-Z0-9]+)(\|[^>]*)?>$/.exec(word)?.[1] ?? /^@?([UW]0?[A-Z0-9]{5,})$/.exec(word)?.[1]
  );
}

/** Before words only `#12` names an incident: "3 pods restarted" is about pods. */
export function takeNumberBeforeWords(words: string[], bare = 1) {
  const named = words[0]?.startsWith('#') || words.length <= bare;
  return named ? takeNumber(words) : { number: null, left: words };
}

/** `12` or `#12` in front names an incident. */
export function takeNumber(words: string[]): { number: number | null; left: string[] } {
  const found = /^#?(\d{1,9})$/.exec(words[0] ?? '')?.[1];
  return found === undefined
    ? { number: null, left: words }
    : { number: Number(found), left: words.slice(1) };
}

export function clip(text: string): string {
  return text.replaceAll('`', "'").slice(0, 80);
}
