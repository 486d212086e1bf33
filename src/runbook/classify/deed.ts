/**
 * The word by which an address tells that asking for it does something: `/-/reload`, `/admin/flush-cache`,
 * `?action=restart`. Whoever serves it may do so on a plain GET.
 */
export function deedOf(url: string): string | null {
  const [path = '', query = ''] = url
    .replace(/^[a-z]+:\/\//i, '')
    .split('#')[0]
    ?.split('?') ?? [''];
  const [, ...segments] = path.split('/');
  // A file is only fetched, whatever folder it lies in; `/sync/status` is a question.
  const named = asksOnly.test(segments.at(-1) ?? '') ? [] : segments;
  const asked = [
    ...query.matchAll(/(?:^|&)(?:action|cmd|command|do|op|operation|method)=([^&]*)/gi),
  ];
  const words = [...named, ...asked.map(([, value = '']) => value)].map(firstWord);
  return words.find((word) => deeds.has(word)) ?? null;
}

const asksOnly =
  /\.[a-z]{1,5}$|(?:^|[-_])(?:status|state|counts?|stats|history|info|list|lag|logs?|metrics|health\w*|ready\w*|version|config)$/i;

/** `flush` of `_flush`, `flush-cache` and `flushCache`. */
function firstWord(segment: string): string {
  return /^_*([a-zA-Z][a-z]*)/.exec(segment)?.[1]?.toLowerCase() ?? '';
}

const deeds = new Set(
  `abort activate cancel clear compact deactivate delete demote deploy deregister destroy disable drain drop
  enable evict execute failover flush invalidate kill leave migrate pause promote purge quit quitquitquit reboot
  rebuild reindex reload remove requeue reset restart restore resume resync retry revoke rollback rotate
  shutdown start stop suspend sync terminate trigger truncate undeploy unlock unregister`
    .trim()
    .split(/\s+/),
);
