const parts: Record<string, Intl.DateTimeFormatOptions> = {
  date: { year: 'numeric', month: 'long', day: 'numeric' },
  date_short: { year: 'numeric', month: 'short', day: 'numeric' },
  date_long: { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' },
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  time_secs: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
};

/** Fills the `{…}` tokens of `<!date^…>`; a token that is not known stays as it was written. */
export function formatDateToken(at: number, format: string, now: number, timeZone?: string) {
  const zone = timeZone === undefined ? {} : { timeZone };
  return format.replace(/\{(\w+)\}/g, (token, name: string) => {
    if (name === 'date_num') return new Intl.DateTimeFormat('en-CA', zone).format(at);
    if (name === 'ago') return ago(now - at);
    const pretty = name.endsWith('_pretty');
    const options = parts[pretty ? name.slice(0, -'_pretty'.length) : name];
    if (!options) return token;
    return (
      (pretty && nearDay(at, now, zone)) ||
      new Intl.DateTimeFormat('en', { ...options, ...zone }).format(at)
    );
  });
}

function nearDay(at: number, now: number, zone: { timeZone?: string }): string {
  const day = (instant: number) => new Intl.DateTimeFormat('en-CA', zone).format(instant);
  const DAY = 86_400_000;
  if (day(at) === day(now)) return 'today';
  if (day(at) === day(now - DAY)) return 'yesterday';
  return day(at) === day(now + DAY) ? 'tomorrow' : '';
}

function ago(ms: number): string {
  const minutes = Math.round(Math.abs(ms) / 60_000);
  if (minutes < 1) return 'just now';
  const words =
    minutes < 60
      ? `${minutes} min`
      : minutes < 1440
        ? `${Math.round(minutes / 60)} h`
        : `${Math.round(minutes / 1440)} d`;
  return ms < 0 ? `in ${words}` : `${words} ago`;
}
