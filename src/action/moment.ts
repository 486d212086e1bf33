/** A time of day for a sentence in Slack: in each reader's own zone. */
export function clockTime(at: Date): string {
  const seconds = Math.ceil(at.getTime() / 1000);
  return `<!date^${seconds}^{time}|${at.toISOString().slice(11, 16)} UTC>`;
}
