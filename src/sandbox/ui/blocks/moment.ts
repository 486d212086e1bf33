/** Slack counts seconds since 1970; the browser's picker has what the clocks of its own zone show. */
export function toLocal(seconds: unknown): string {
  if (typeof seconds !== 'number') return '';
  const at = new Date(seconds * 1000);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** Null where nothing, or no time, was chosen. */
export function fromLocal(shown: string): number | null {
  const at = new Date(shown).getTime();
  return Number.isNaN(at) ? null : Math.floor(at / 1000);
}
